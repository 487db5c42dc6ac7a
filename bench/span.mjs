/**
 * What a span costs in Node, sampled and not: transactions of one root and 99 children with two attributes each, made
 * by `startSpan` with a callback that does nothing. Sampled ones are serialised as far as the transport.
 *
 * Floor: an object with random ids and two clock readings, pushed into an array, and `JSON.stringify` when sampled.
 */
import { randomBytes } from 'node:crypto';
import { operationOf } from './lib/operation-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const CHILDREN = 99;

const scenario = (name, title) => ({
  title: `${title}, us of CPU for a transaction of ${CHILDREN + 1} spans`,
  programs: operationOf(import.meta.url, name, {
    contestants: ['floor', 'ours', 'sentry'],
    batchSize: 10,
    batches: 60,
  }),
  columns: [['us', 'us']],
  rounds: 9,
});

export const span = [scenario('sampled', 'sampled'), scenario('unsampled', 'unsampled')];

export const contestants = {
  ours: async (name) => withSdk(await import('@vedette/node'), name),
  sentry: async (name) => withSdk(await import('@sentry/node'), name),
  floor: async (name) => {
    let bytes = 0;
    const operation = () => {
      const spans = Array.from({ length: CHILDREN + 1 }, (_, index) => spanByHand(index));
      bytes += name === 'sampled' ? JSON.stringify(spans).length : spans.length;
    };
    return { operation, settle: async () => bytes };
  },
};

function withSdk({ init, startSpan, flush }, name) {
  const { transport, count } = createSwallow();
  init({ dsn: DSN, transport, tracesSampleRate: name === 'sampled' ? 1 : 0 });
  const nothing = () => {};
  const children = () => {
    for (let index = 0; index < CHILDREN; index += 1) {
      startSpan({ name: `query ${index}`, op: 'db', attributes: attributes(index) }, nothing);
    }
  };
  return {
    operation: () => startSpan({ name: 'GET /orders', op: 'http.server', forceTransaction: true }, children),
    settle: () => flush(2000),
    ...(name === 'sampled' && { count }),
  };
}

function attributes(index) {
  return { 'db.system': 'sqlite', 'db.rows': index };
}

function spanByHand(index) {
  const start = performance.now();
  return {
    span_id: randomBytes(8).toString('hex'),
    description: `query ${index}`,
    op: 'db',
    start_timestamp: start,
    timestamp: performance.now(),
    data: attributes(index),
  };
}
