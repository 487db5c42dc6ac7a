const { init } = require('@vedette/express');

// Required before everything else, so that it hears everything else. Without a DSN it does nothing.
init({
  dsn: process.env.VEDETTE_DSN,
  release: 'parcels@1.0.0',
  tracesSampleRate: 1,
});
