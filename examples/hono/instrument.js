import { init } from '@vedette/node';

// Imported before everything else, so that it hears everything else. Without a DSN it does nothing.
init({
  dsn: process.env.VEDETTE_DSN,
  release: 'library@1.0.0',
  tracesSampleRate: 1,
});
