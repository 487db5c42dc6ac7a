import * as Sentry from '@sentry/react';
import { createRoot } from 'react-dom/client';

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  dataCollection: { userInfo: false, cookies: false },
  traceLifecycle: 'stream',
  integrations: [
    Sentry.browserTracingIntegration({ instrumentNavigation: false }),
    Sentry.spanStreamingIntegration(),
    Sentry.eventFiltersIntegration({ ignoreErrors: ['nothing'] }),
    Sentry.replayIntegration(),
  ],
  tracesSampleRate: 1,
  replaysOnErrorSampleRate: 1,
  beforeSendSpan: Sentry.withStreamedSpan((span) => ({ ...span, name: span.name.toLowerCase() })),
});

function Shelf(): never {
  Sentry.metrics.count('shelf.shown', 1, { attributes: { shelf: 'top' } });
  throw new Error('v11 page');
}

createRoot(document.getElementById('root')!, { onUncaughtError: Sentry.reactErrorHandler() }).render(<Shelf />);
