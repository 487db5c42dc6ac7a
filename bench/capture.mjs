/**
 * What one `captureException` costs in Node: 100 breadcrumbs on the scope, an error with 30 frames, all default
 * integrations, and a transport that swallows. Making the error is part of it, for everybody.
 *
 * Floor: the stack parsed with one regular expression, an event written by hand, `JSON.stringify`. No source lines.
 */
import { operationOf } from './lib/operation-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const contestants = {
  floor: async () => {
    const breadcrumbs = Array.from({ length: 100 }, (_, index) => ({ timestamp: Date.now() / 1000, ...crumb(index) }));
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
  init({ dsn: DSN, transport, release: 'bench@1.0.0' });
  for (let index = 0; index < 100; index += 1) {
    addBreadcrumb(crumb(index));
  }
  Error.stackTraceLimit = FRAMES;
  return { operation: (index) => captureException(errorOf(index)), settle: () => flush(2000), count };
}

const FRAMES = 30;

function crumb(index) {
  return { category: 'cart', message: `item ${index} added`, level: 'info', data: { sku: `A-${index}`, quantity: 2 } };
}

/** Every error is another one: the same twice in a row would be dropped as a duplicate. */
function errorOf(index, depth = FRAMES + 5) {
  return depth === 0 ? new Error(`failure ${index}`) : errorOf(index, depth - 1);
}

const FRAME = /^\s*at (?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/;

function eventByHand(error, breadcrumbs) {
  const frames = [];
  for (const line of error.stack.split('\n')) {
    const match = FRAME.exec(line);
    if (match) {
      frames.push({
        function: match[1],
        filename: match[2],
        lineno: Number(match[3]),
        colno: Number(match[4]),
        in_app: true,
      });
    }
  }
  return {
    event_id: '0'.repeat(32),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    exception: { values: [{ type: error.name, value: error.message, stacktrace: { frames: frames.reverse() } }] },
    breadcrumbs,
  };
}
