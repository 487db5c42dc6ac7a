import { browserTracingIntegration, init } from '@vedette/react';

// Next.js runs this before the page comes alive, and writes NEXT_PUBLIC_DSN into the build.
init({
  dsn: process.env.NEXT_PUBLIC_DSN,
  release: 'next-shop@1.0.0',
  integrations: [browserTracingIntegration()],
  tracesSampleRate: 1,
});
