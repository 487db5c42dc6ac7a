/** What is measured at more and more sizes. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { attributes, crumb, errorOf } from './by-hand.mjs';
import { createSwallow, DSN } from './swallow.mjs';

const MODULES = { ours: '@vedette/node', sentry: '@sentry/node' };
const BOTH = ['ours', 'sentry'];
/** Frames of the errors whose frames are not what is measured. */
const FEW_FRAMES = 10;
/** Further than anybody goes: where so many objects live at once that the collector has to move them, all get dearer. */
const SCOPES = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];

/**
 * By name: `heading`, and `title`, which says in full what is measured; `sizes`; `prepare(contestant)`, which resolves with
 * `operationOf(size)`, what is measured at a size, `settle()`, which waits until it has done all its work, and `count()`,
 * how often it has, so that nobody wins by dropping.
 */
export const CURVES = {
  breadcrumbs: {
    heading: 'A capture, by breadcrumbs',
    title: 'a capture with so many breadcrumbs on the scope',
    unit: 'breadcrumbs',
    sizes: [0, 1, 3, 10, 30, 100, 200, 500, 1000],
    contestants: BOTH,
    prepare: (contestant) =>
      withSdk(contestant, { maxBreadcrumbs: 1000 }, ({ withIsolationScope, captureException }) => (size) => {
        Error.stackTraceLimit = FEW_FRAMES;
        return withIsolationScope((scope) => {
          for (let index = 0; index < size; index += 1) {
            scope.addBreadcrumb(crumb(index), 1000);
          }
          const isolation = scope.clone();
          return (index) => withIsolationScope(isolation, () => void captureException(errorOf(index)));
        });
      }),
  },
  frames: {
    heading: 'A capture, by stack depth',
    title: 'a capture of an error so many calls deep',
    unit: 'calls',
    sizes: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    contestants: BOTH,
    prepare: (contestant) =>
      withSdk(contestant, {}, ({ captureException }) => (size) => (index) => {
        Error.stackTraceLimit = size;
        captureException(errorOf(index, size));
      }),
  },
  tags: {
    heading: 'A capture, by tags',
    title: 'a scope on which so many tags are set, one by one, and a capture',
    unit: 'tags',
    sizes: [0, 1, 2, 5, 10, 20, 50, 100, 200],
    contestants: BOTH,
    prepare: (contestant) =>
      withSdk(contestant, {}, ({ withScope, captureException }) => (size) => {
        const keys = Array.from({ length: size }, (_, index) => `tag-${index}`);
        return (index) => {
          Error.stackTraceLimit = FEW_FRAMES;
          withScope((scope) => {
            for (const key of keys) {
              scope.setTag(key, 'value');
            }
            captureException(errorOf(index));
          });
        };
      }),
  },
  spans: {
    heading: 'A trace, by spans',
    title: 'a transaction with so many spans',
    unit: 'spans',
    sizes: [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000],
    contestants: BOTH,
    prepare: (contestant) =>
      withSdk(contestant, { tracesSampleRate: 1 }, ({ startSpan }) => (size) => () => {
        startSpan({ name: 'GET /orders', op: 'http.server', forceTransaction: true }, () => {
          for (let index = 1; index < size; index += 1) {
            startSpan({ name: `query ${index}`, op: 'db', attributes: attributes(index) }, nothing);
          }
        });
      }),
  },
  requests: {
    heading: 'Requests under way at once',
    title: 'so many requests under way at once, on a server of plain http, all traced, answered together',
    unit: 'requests',
    sizes: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    contestants: [...BOTH, 'bare'],
    prepare: (contestant) => withSdk(contestant, { tracesSampleRate: 1 }, () => startRequests),
  },
  'open scopes': {
    heading: 'Scopes open side by side',
    title: 'so many scopes open at once, side by side, each with a tag and a breadcrumb',
    unit: 'scopes',
    sizes: SCOPES,
    contestants: [...BOTH, 'bare'],
    prepare: (contestant) =>
      withSdk(
        contestant,
        {},
        ({ withIsolationScope, addBreadcrumb, setTag } = scopesByHand()) =>
          (size) =>
          async () => {
            let open;
            const gate = new Promise((resolve) => {
              open = resolve;
            });
            const one = async (index) => {
              setTag('index', index);
              await gate;
              addBreadcrumb(crumb(index));
            };
            const all = Array.from({ length: size }, (_, index) => withIsolationScope(() => one(index)));
            open();
            await Promise.all(all);
          },
      ),
  },
  'nested scopes': {
    heading: 'Scopes open one inside the other',
    title: 'so many scopes open at once, one inside the other, each with a tag',
    unit: 'scopes',
    sizes: SCOPES,
    contestants: [...BOTH, 'bare'],
    prepare: (contestant) =>
      withSdk(contestant, {}, ({ withScope } = scopesByHand()) => (size) => {
        // A turn between each two, or they would not fit onto the stack.
        const nest = async (left) => {
          await undefined;
          if (left > 0) {
            await withScope((scope) => nest(scope.setTag('left', left) && left - 1));
          }
        };
        return () => nest(size);
      }),
  },
};

/** What keeps a tag and a breadcrumb for a task, with nothing else to it. */
function scopesByHand() {
  const tasks = new AsyncLocalStorage();
  const run = (callback) => {
    const scope = {
      tags: {},
      breadcrumbs: [],
      setTag(key, value) {
        this.tags = { ...this.tags, [key]: value };
        return this;
      },
    };
    return tasks.run(scope, () => callback(scope));
  };
  return {
    withIsolationScope: run,
    withScope: run,
    setTag: (key, value) => tasks.getStore().setTag(key, value),
    addBreadcrumb: (one) => tasks.getStore().breadcrumbs.push({ timestamp: Date.now() / 1000, ...one }),
  };
}

/** `use(sdk)` makes `operationOf`. Bare has no SDK. */
async function withSdk(contestant, options, use) {
  if (!MODULES[contestant]) {
    return { operationOf: use(), settle: nothing };
  }
  const sdk = await import(MODULES[contestant]);
  const { transport, count } = createSwallow();
  sdk.init({ dsn: DSN, transport, floodControl: false, release: 'bench@1.0.0', ...options });
  const sends = 'tracesSampleRate' in options || 'maxBreadcrumbs' in options;
  return { operationOf: use(sdk), settle: () => sdk.flush(5000), ...(sends && { count }) };
}

/** A server of this process, with so many connections to it, each of which has a request under way at once. */
async function startRequests(size) {
  let waiting = [];
  const server = createServer((_request, response) => {
    waiting.push(response);
    // All are under way: now they are answered.
    if (waiting.length === size) {
      const all = waiting;
      waiting = [];
      setImmediate(() => {
        for (const one of all) {
          one.end('{}');
        }
      });
    }
  });
  server.keepAliveTimeout = 0;
  await new Promise((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 600 }, resolve));
  let left = 0;
  let done;
  const connections = Array.from({ length: size }, () =>
    connect(server.address().port, '127.0.0.1').on('data', () => {
      left -= 1;
      if (left === 0) {
        done();
      }
    }),
  );
  return () =>
    new Promise((resolve) => {
      done = resolve;
      left = size;
      for (const connection of connections) {
        connection.write('GET /orders/42 HTTP/1.1\r\nhost: localhost\r\n\r\n');
      }
    });
}

function nothing() {}
