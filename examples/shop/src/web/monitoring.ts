import { browserTracingIntegration, init, setUser } from '@vedette/react';

// The API writes the DSN into the page, so that one build fits every place. Without a DSN nothing is started.
init({
  dsn: document.querySelector<HTMLMetaElement>('meta[name="vedette-dsn"]')?.content,
  release: 'shop@1.0.0',
  environment: import.meta.env.MODE,
  integrations: [browserTracingIntegration()],
  tracesSampleRate: 1,
});

// Enough to count how many shoppers an error meets, and nothing of who they are.
setUser({ id: shopperId() });

function shopperId(): string {
  localStorage.shopper ??= Math.random().toString(36).slice(2, 10);
  return localStorage.shopper;
}
