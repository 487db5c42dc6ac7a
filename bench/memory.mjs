/**
 * What stays in memory of a process that has been at work: the heap, all garbage collected, and the memory that the
 * operating system counts, after many captures, spans, breadcrumbs and requests. Half as many go before, so that caches
 * are full and code is compiled; what is more after the others than after those is told by operation. What grows with the
 * operations is a leak; some hundred kilobytes in all, up or down, are the engine's own.
 *
 * Requests are those of plain http with a tenth of the traces kept, over one connection. Bare is the same without an SDK.
 */
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { crumb, errorOf, FRAMES } from './lib/by-hand.mjs';
import { heapOf } from './lib/heap-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const contestants = {
  bare: async (name) => OPERATIONS[name](),
  ours: async (name) => withSdk(await import('@vedette/node'), name),
  sentry: async (name) => withSdk(await import('@sentry/node'), name),
};

const scenario = (name, title, more) =>
  heapOf(import.meta.url, { name, title: `after ${title}`, contestants, ...more });

export const memory = [
  // No more at once than a peer's queue holds: it drops what is above.
  scenario('captures', 'many captures of errors with 30 frames', { batchSize: 50, operations: 10_000 }),
  scenario('spans', 'many transactions of ten spans', { batchSize: 50, operations: 10_000 }),
  scenario('breadcrumbs', 'many breadcrumbs', { batchSize: 1000, operations: 1_000_000 }),
  scenario('requests', 'many requests', { batchSize: 50, operations: 20_000 }),
];

/** What is repeated, in terms that all share; without an SDK, what is left of it. */
const OPERATIONS = {
  captures(sdk) {
    Error.stackTraceLimit = FRAMES;
    return (sdk && { operation: (index) => sdk.captureException(errorOf(index)) }) ?? { operation: errorOf };
  },
  spans(sdk) {
    const startSpan = sdk?.startSpan ?? ((_, callback) => callback());
    const children = () => {
      for (let index = 0; index < 9; index += 1) {
        startSpan({ name: `query ${index}`, op: 'db' }, () => {});
      }
    };
    return { operation: () => startSpan({ name: 'GET /orders', op: 'http.server', forceTransaction: true }, children) };
  },
  breadcrumbs: (sdk) => ({ operation: (index) => sdk?.addBreadcrumb(crumb(index)) }),
  requests: () => startRequests(),
};

async function withSdk(sdk, name) {
  sdk.init({
    dsn: DSN,
    transport: createSwallow().transport,
    floodControl: false,
    release: 'bench@1.0.0',
    ...(name === 'spans' && { tracesSampleRate: 1 }),
    ...(name === 'requests' && { tracesSampleRate: 0.1 }),
  });
  const { operation, settle } = await OPERATIONS[name](sdk);
  return {
    operation,
    async settle() {
      await settle?.();
      await sdk.flush(2000);
    },
  };
}

/** A server of this process, and one connection to it on which requests follow one another. */
async function startRequests() {
  const server = createServer((request, response) => response.end(`{"id":"${request.url}"}`));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect(server.address().port, '127.0.0.1');
  let asked = 0;
  let answered = 0;
  let goOn = () => {};
  socket.setEncoding('latin1').on('data', (text) => {
    answered += text.split('HTTP/1.1 200').length - 1;
    if (answered === asked) {
      goOn();
    }
  });
  return {
    operation(index) {
      asked += 1;
      socket.write(`GET /orders/${index} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    },
    settle: () =>
      new Promise((resolve) => {
        goOn = resolve;
        if (answered === asked) {
          resolve();
        }
      }),
  };
}
