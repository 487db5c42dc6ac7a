/**
 * What core costs by itself, beside the peer's core: no integrations, a platform with next to nothing in it, a transport
 * that swallows. Capturing is with 100 breadcrumbs on the scope and 30 frames; spans are single, in a transaction of
 * 100. Last: what 100,000 captures leave in memory.
 *
 * Floor: the same written by hand, see lib/by-hand.mjs.
 */
import {
  attributes,
  crumb,
  crumbsByHand,
  errorOf,
  eventByHand,
  FRAMES,
  forkByHand,
  framesByHand,
  pushByHand,
  smallCrumb,
  spanByHand,
} from './lib/by-hand.mjs';
import { heapOf } from './lib/heap-of.mjs';
import { operationOf } from './lib/operation-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const CHILDREN = 99;

const contestants = {
  floor: async (name) => byHand[name](),
  ours: async (name) => {
    const core = await import('@vedette/core');
    const { serializeEnvelope } = await import('@vedette/core/wire');
    return withSdk({ ...core, serializeEnvelope, start: (options) => startOurs(core, options) }, name);
  },
  sentry: async (name) => {
    const core = await import('@sentry/core');
    return withSdk({ ...core, start: (options) => startPeer(core, options) }, name);
  },
};

const scenario = (name, title, more) => operationOf(import.meta.url, { name, title, contestants, ...more });
const often = { batchSize: 10_000, batches: 20 };
const inTransaction = { batchSize: 10, batches: 60, parts: CHILDREN + 1 };

export const core = [
  // No more at once than a peer's queue holds: it drops what is above.
  scenario('capture', 'captureException with 100 breadcrumbs and 30 frames', { batchSize: 20, batches: 50 }),
  scenario('addBreadcrumb', 'addBreadcrumb', often),
  scenario('setTag', 'setTag', often),
  scenario('withScope', 'withScope and setTag inside', often),
  scenario('sampled', `one span of ${CHILDREN + 1} in a transaction, sampled`, inTransaction),
  scenario('unsampled', `one span of ${CHILDREN + 1} in a transaction, unsampled`, inTransaction),
  scenario('serialize', 'an envelope with that event to bytes', { batchSize: 100, batches: 50 }),
  heapOf(import.meta.url, {
    name: 'heap',
    title: 'what 100,000 captures leave in memory',
    contestants: { ours: contestants.ours, sentry: contestants.sentry },
    batchSize: 20,
    operations: 100_000,
    // No cost, and the same each time: a leak is one in every run.
    rounds: 3,
  }),
];

function startOurs({ createClient, setCurrentClient }, options) {
  const platform = {
    name: 'node',
    now: () => Date.now() / 1000,
    parseStack: framesByHand,
    context: stackContext(),
    send: async () => ({ statusCode: 200, headers: {} }),
    delay: () => () => {},
    onExit: () => () => {},
  };
  const client = createClient(options, {
    platform,
    sdk: { name: 'bench', version: '1.0.0' },
    defaultIntegrations: [],
  });
  setCurrentClient(client);
  client.init();
}

function stackContext() {
  const stack = [];
  return {
    isolates: false,
    get: () => stack.at(-1),
    run(value, callback) {
      stack.push(value);
      try {
        return callback();
      } finally {
        stack.pop();
      }
    },
  };
}

function startPeer({ ServerRuntimeClient, createStackParser, nodeStackLineParser, initAndBind }, options) {
  const stackParser = createStackParser(nodeStackLineParser());
  initAndBind(ServerRuntimeClient, { ...options, stackParser, integrations: [] });
}

/** What is measured, in terms that both sides share. */
function withSdk(sdk, name) {
  const { transport, count, last } = createSwallow();
  const tracesSampleRate = { sampled: 1, unsampled: 0 }[name];
  sdk.start({
    dsn: DSN,
    transport,
    // Every operation is to do its work: nothing is held back for coming too fast.
    floodControl: false,
    release: 'bench@1.0.0',
    ...(tracesSampleRate !== undefined && { tracesSampleRate }),
  });
  const settle = () => sdk.flush(2000);
  const fill = () => {
    for (let index = 0; index < 100; index += 1) {
      sdk.addBreadcrumb(crumb(index));
    }
    Error.stackTraceLimit = FRAMES;
  };
  const capture = (index) => sdk.captureException(errorOf(index));
  const spans = () =>
    sdk.startSpan({ name: 'GET /orders', op: 'http.server', forceTransaction: true }, () => {
      for (let index = 0; index < CHILDREN; index += 1) {
        sdk.startSpan({ name: `query ${index}`, op: 'db', attributes: attributes(index) }, nothing);
      }
    });

  const operations = {
    capture() {
      fill();
      return { operation: capture, settle, count };
    },
    heap() {
      fill();
      return { operation: capture, settle };
    },
    addBreadcrumb: () => ({ operation: (index) => sdk.addBreadcrumb(smallCrumb(index)) }),
    setTag: () => ({ operation: (index) => sdk.setTag('index', index) }),
    withScope: () => ({ operation: (index) => sdk.withScope((scope) => scope.setTag('index', index)) }),
    sampled: () => ({ operation: spans, settle, count }),
    unsampled: () => ({ operation: spans, settle }),
    async serialize() {
      fill();
      capture(0);
      await settle();
      const envelope = last();
      let bytes = 0;
      const operation = () => {
        bytes += sdk.serializeEnvelope(envelope).length;
      };
      return { operation, settle: async () => bytes };
    },
  };
  return operations[name]();
}

const byHand = {
  capture() {
    const breadcrumbs = crumbsByHand();
    let bytes = 0;
    Error.stackTraceLimit = FRAMES;
    const operation = (index) => {
      bytes += JSON.stringify(eventByHand(errorOf(index), breadcrumbs)).length;
    };
    return { operation, settle: async () => bytes };
  },
  addBreadcrumb: () => ({ operation: pushByHand() }),
  setTag() {
    const tags = {};
    return {
      operation: (index) => {
        tags.index = index;
      },
    };
  },
  withScope: () => ({ operation: forkByHand() }),
  sampled() {
    let bytes = 0;
    const operation = () => {
      bytes += JSON.stringify(Array.from({ length: CHILDREN + 1 }, (_, index) => spanByHand(index))).length;
    };
    return { operation, settle: async () => bytes };
  },
  unsampled: () => ({ operation: () => Array.from({ length: CHILDREN + 1 }, () => ({ sampled: false })) }),
  serialize() {
    Error.stackTraceLimit = FRAMES;
    const event = eventByHand(errorOf(0), crumbsByHand());
    let bytes = 0;
    const operation = () => {
      bytes += `${JSON.stringify({ event_id: event.event_id })}\n{"type":"event"}\n${JSON.stringify(event)}`.length;
    };
    return { operation, settle: async () => bytes };
  },
};

function nothing() {}
