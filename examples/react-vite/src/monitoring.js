import { browserTracingIntegration, init } from '@vedette/react';

// Imported before everything else. Vite writes VITE_DSN into the build; without a DSN nothing is started.
init({
  dsn: import.meta.env.VITE_DSN,
  release: 'outside@1.0.0',
  environment: import.meta.env.MODE,
  integrations: [browserTracingIntegration()],
  tracesSampleRate: 1,
});
