import {
  browserTracingIntegration,
  ErrorBoundary,
  init,
  inboundFiltersIntegration,
  replayIntegration,
  type SeverityLevel,
  setContext,
} from '@sentry/react';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

init({
  dsn: process.env.SENTRY_DSN,
  integrations: [browserTracingIntegration(), replayIntegration({ blockAllMedia: true }), inboundFiltersIntegration()],
  tracesSampleRate: 0.5,
  replaysSessionSampleRate: 0.1,
});

const level: SeverityLevel = 'warning';

function Shelf() {
  useEffect(() => {
    setContext('shelf', { name: 'top', level });
    throw new Error('v9 page');
  }, []);
  return <p>Books</p>;
}

createRoot(document.getElementById('root')!).render(
  <ErrorBoundary fallback={({ resetError }) => <button onClick={resetError}>Again</button>}>
    <Shelf />
  </ErrorBoundary>,
);
