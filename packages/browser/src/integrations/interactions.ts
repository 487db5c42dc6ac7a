import {
  endIdleSpan,
  getActiveSpan,
  getCurrentScope,
  type IdleTimeouts,
  type Integration,
  type Span,
  startIdleSpan,
} from '@vedette/core';
import { listen } from '../instrument/listen.ts';

/**
 * A transaction for what a click sets off: requests and whatever else follows, until nothing happens any more. Clicks
 * while a page load or navigation is under way are part of that. The next click ends it.
 */
export function interactionsIntegration(timeouts: IdleTimeouts = {}): Integration {
  return {
    name: 'Interactions',
    setup(client) {
      let idle: Span | undefined;
      return listen(
        'click',
        () => {
          const scope = getCurrentScope();
          if (idle) {
            endIdleSpan(idle, 'interactionInterrupted');
          }
          const { transactionName } = scope.getScopeData();
          if (getActiveSpan() || !transactionName || !client.isEnabled()) {
            return;
          }
          const span = startIdleSpan(
            {
              name: transactionName,
              op: 'ui.action.click',
              attributes: { 'sentry.source': 'url', 'sentry.origin': 'auto.ui.browser.interactions' },
            },
            {
              ...timeouts,
              beforeSpanEnd() {
                idle = undefined;
                if (scope.getSpan() === span) {
                  scope.setSpan(undefined);
                }
              },
            },
          );
          idle = span;
          scope.setSpan(span);
        },
        true,
      );
    },
  };
}
