/**
 * What one `captureException` costs in Node: 100 breadcrumbs on the scope, an error with 30 frames, all default
 * integrations, and a transport that swallows. Making the error is part of it, for everybody.
 *
 * Floor: the stack parsed with one regular expression, an event written by hand, `JSON.stringify`. No source lines.
 */
import { crumb, crumbsByHand, errorOf, eventByHand, FRAMES } from './lib/by-hand.mjs';
import { operationOf } from './lib/operation-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const contestants = {
  floor: async () => {
    const breadcrumbs = crumbsByHand();
    let bytes = 0;
    Error.stackTraceLimit = FRAMES;
    return {
      operation: (index) => {
        bytes += JSON.stringify(eventByHand(errorOf(index), breadcrumbs)).length;
      },
      settle: async () => bytes,
    };
  },
  ours: async () => withSdk(await import('@vedette/node')),
  sentry: async () => withSdk(await import('@sentry/node')),
};

export const capture = [
  operationOf(import.meta.url, {
    name: 'capture',
    title: 'captureException with 100 breadcrumbs and 30 frames',
    contestants,
    // No more at once than a peer's queue holds: it drops what is above.
    batchSize: 20,
    batches: 50,
  }),
];

function withSdk({ init, captureException, addBreadcrumb, flush }) {
  const { transport, count } = createSwallow();
  // Every capture is to do its work: none is held back for coming too fast.
  init({ dsn: DSN, transport, floodControl: false, release: 'bench@1.0.0' });
  for (let index = 0; index < 100; index += 1) {
    addBreadcrumb(crumb(index));
  }
  Error.stackTraceLimit = FRAMES;
  return { operation: (index) => captureException(errorOf(index)), settle: () => flush(2000), count };
}
