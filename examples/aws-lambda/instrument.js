import { init } from '@vedette/node';

// Imported before everything else. Lambda knows the DSN from the function's environment; without one nothing is started.
init({
  dsn: process.env.VEDETTE_DSN,
  release: 'parcel-status@1.0.0',
  tracesSampleRate: 1,
  // The folder of a function is read only but for /tmp, and what is left there is gone with the machine.
  spool: false,
});
