/**
 * What a span costs in Node, sampled and not: transactions of one root and 99 children with two attributes each, made
 * by `startSpan` with a callback that does nothing. Sampled ones go as far as the transport, which swallows them. The same
 * with OpenTelemetry's Node SDK, as far as the exporter.
 *
 * Floor: sampled, an object with an id and two clock readings, pushed into an array, and `JSON.stringify`; unsampled,
 * an object that says so.
 */
import { attributes, spanByHand } from './lib/by-hand.mjs';
import { operationOf } from './lib/operation-of.mjs';
import { createSwallow, DSN } from './lib/swallow.mjs';

const CHILDREN = 99;

const contestants = {
  floor: async (name) => {
    let bytes = 0;
    const sampled = () => JSON.stringify(Array.from({ length: CHILDREN + 1 }, (_, index) => spanByHand(index))).length;
    const unsampled = () => Array.from({ length: CHILDREN + 1 }, () => ({ sampled: false })).length;
    const spans = name === 'sampled' ? sampled : unsampled;
    const operation = () => {
      bytes += spans();
    };
    return { operation, settle: async () => bytes };
  },
  ours: async (name) => withSdk(await import('@vedette/node'), name),
  sentry: async (name) => withSdk(await import('@sentry/node'), name),
  opentelemetry: async (name) => withOpenTelemetry((await import('@opentelemetry/sdk-node')).default, name),
};

export const span = ['sampled', 'unsampled'].map((name) =>
  operationOf(import.meta.url, {
    name,
    title: `one span of ${CHILDREN + 1} in a transaction, ${name}`,
    contestants,
    batchSize: 10,
    batches: 60,
    parts: CHILDREN + 1,
  }),
);

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

function withOpenTelemetry({ api, NodeSDK, tracing }, name) {
  let items = 0;
  const exporter = {
    export(spans, done) {
      items += spans.filter(({ parentSpanContext }) => !parentSpanContext).length;
      done({ code: 0 });
    },
    shutdown: async () => {},
  };
  const processor = new tracing.BatchSpanProcessor(exporter);
  const sampler = name === 'sampled' ? new tracing.AlwaysOnSampler() : new tracing.AlwaysOffSampler();
  new NodeSDK({ spanProcessors: [processor], sampler, instrumentations: [] }).start();
  const tracer = api.trace.getTracer('bench');
  const end = (span) => span.end();
  const children = (root) => {
    for (let index = 0; index < CHILDREN; index += 1) {
      tracer.startActiveSpan(`query ${index}`, { attributes: attributes(index) }, end);
    }
    root.end();
  };
  return {
    operation: () => tracer.startActiveSpan('GET /orders', {}, children),
    settle: () => processor.forceFlush(),
    ...(name === 'sampled' && { count: () => items }),
  };
}
