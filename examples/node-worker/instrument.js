import { init } from '@vedette/node';

// Imported before everything else. Without a DSN it does nothing.
init({
  dsn: process.env.VEDETTE_DSN,
  release: 'invoices@1.0.0',
  tracesSampleRate: 1,
});
