import * as Sentry from '@sentry/react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Route, Routes } from 'react-router-dom';
import { startMonitoring } from './monitoring';

startMonitoring(process.env.SENTRY_DSN as string);

const SentryRoutes = Sentry.withSentryReactRouterV6Routing(Routes);

function Books(): never {
  const transaction = Sentry.startTransaction({ name: 'load-books', op: 'task' });
  Sentry.getCurrentHub().configureScope(scope => scope.setSpan(transaction));
  const span = transaction.startChild({ op: 'parse', description: 'parse books' });
  span.setData('count', 2);
  span.setStatus('ok');
  span.finish();
  transaction.finish();
  throw new Error('v7 page');
}

createRoot(document.getElementById('root')!).render(
  <Sentry.ErrorBoundary fallback={<p>Something went wrong</p>}>
    <BrowserRouter>
      <SentryRoutes>
        <Route path="*" element={<Books />} />
      </SentryRoutes>
    </BrowserRouter>
  </Sentry.ErrorBoundary>,
);
