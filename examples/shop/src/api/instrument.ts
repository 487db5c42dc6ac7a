import { init } from '@vedette/express';

// Imported before everything else, so that it hears everything else. Without a DSN it does nothing.
init({
  dsn: process.env.VEDETTE_DSN,
  release: 'shop@1.0.0',
  environment: process.env.NODE_ENV ?? 'development',
  tracesSampleRate: 1,
});
