import * as Sentry from '@sentry/react';
import { Component } from 'react';
import { createRoot } from 'react-dom/client';
import { options } from './options';

Sentry.init({ ...options, integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()] });

export function sendFeedback(comments: string): void {
  Sentry.captureUserFeedback({ event_id: Sentry.lastEventId() ?? '', name: 'A reader', email: 'a@example.com', comments });
}

class Shelf extends Component {
  override componentDidMount(): void {
    Sentry.startSpan({ name: 'fill the shelf', op: 'ui' }, (span) => {
      span?.setAttribute('books', 3);
      throw new Error('v8 page');
    });
  }

  override render() {
    return <p>Books</p>;
  }
}

const App = Sentry.withErrorBoundary(Shelf, { fallback: <p>Sorry</p>, onError: () => sendFeedback('It broke') });

createRoot(document.getElementById('root')!).render(<App />);
