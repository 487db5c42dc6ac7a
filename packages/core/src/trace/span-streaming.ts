import { DEBUG, debug } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { ingestSettings } from '../lib/ingest-settings.ts';
import type { Client, Integration } from '../types/client.ts';
import type { StreamedSpanJSON } from '../types/span.ts';
import { lastLookAtSpan } from './before-send-span.ts';
import { isIgnored } from './ignore-spans.ts';
import { MAX_SPANS, type Segment, type TraceSpan } from './span.ts';
import { streamedSpan, typedSpan } from './streamed-span.ts';

/** Milliseconds that the first span of a batch waits at most. Source of these: wire-protocol, "Batched containers". */
const MAX_DELAY_MS = 5000;
/** And after the root has ended, in a page that may soon be gone. */
const DELAY_AFTER_ROOT_MS = 500;
const MAX_BYTES = 5_000_000;

/**
 * Sends every span by itself when it ends, in batches of one trace, instead of whole transactions: for servers that take
 * span v2. Of the scopes the user and the attributes go along, below those of the span; `beforeSendTransaction` and
 * `ignoreTransactions` have no effect. With `traceLifecycle: 'static'` it does nothing. Source: sdk-behaviour, "Spans".
 */
export function spanStreamingIntegration(): Integration {
  return {
    name: 'SpanStreaming',
    setup(client) {
      const options = client.getOptions();
      options.traceLifecycle ??= 'stream';
      if (options.traceLifecycle === 'stream') {
        return startStreaming(client);
      }
      if (DEBUG) {
        debug("spanStreamingIntegration needs traceLifecycle: 'stream'; transactions are sent instead");
      }
      return undefined;
    },
  };
}

/** Spans of one trace that wait to be sent together. */
interface Batch {
  spans: StreamedSpanJSON[];
  bytes: number;
  segment: Segment;
  stopTimer?: () => void;
}

function startStreaming(client: Client): () => void {
  const { platform } = client;
  const batches = new Map<string, Batch>();

  const send = (traceId: string): void => {
    const batch = batches.get(traceId);
    batches.delete(traceId);
    if (batch) {
      batch.stopTimer?.();
      sendSpans(batch, client);
    }
  };
  const sendIn = (ms: number, traceId: string): void => {
    const batch = batches.get(traceId);
    if (batch) {
      batch.stopTimer?.();
      batch.stopTimer = platform.delay(() => guard(() => send(traceId)), ms);
    }
  };
  const sendAll = (): void => {
    for (const traceId of [...batches.keys()]) {
      send(traceId);
    }
  };

  const add = (span: TraceSpan, segment: Segment): void => {
    if (span.leftOut || segment.root.leftOut) {
      client.recordDroppedEvent('ignored', 'span');
      return;
    }
    const { traceId } = span;
    const seen = seenByHost(span, client);
    const batch = batches.get(traceId) ?? { spans: [], bytes: 0, segment };
    batches.set(traceId, batch);
    batch.bytes += sizeOf(seen);
    const count = batch.spans.push(seen);
    if (count === MAX_SPANS || batch.bytes > MAX_BYTES) {
      send(traceId);
    } else if (count === 1) {
      sendIn(MAX_DELAY_MS, traceId);
    }
  };

  const undo = [
    client.on('spanStart', (span) => {
      const started = span as TraceSpan;
      const { segment, traceId } = started;
      if (segment) {
        // Known from the start, so that what is below it can name another parent.
        started.leftOut = isIgnored(started, client);
        segment.finish = () => {
          if (platform.name === 'javascript') {
            sendIn(DELAY_AFTER_ROOT_MS, traceId);
          }
        };
        // Not kept for a transaction, so a long-lived root may have as many as it likes.
        if (segment.descendants.length > MAX_SPANS) {
          segment.descendants = segment.descendants.slice(-MAX_SPANS / 2);
        }
      }
    }),
    client.on('afterSpanEnd', (span) => {
      const { segment } = span as TraceSpan;
      if (segment?.sampled) {
        add(span as TraceSpan, segment);
      }
    }),
    client.on('flush', sendAll),
    platform.onExit(() => guard(sendAll)),
  ];
  return () => {
    for (const stop of undo) {
      stop();
    }
    for (const { stopTimer } of batches.values()) {
      stopTimer?.();
    }
  };
}

/** A span as hooks and `beforeSendSpan` leave it. */
function seenByHost(span: TraceSpan, client: Client): StreamedSpanJSON {
  const make = (): StreamedSpanJSON => {
    const json = streamedSpan(span, client);
    client.emit('preprocessSpan', json);
    for (const hook of json.is_segment
      ? (['processSegmentSpan', 'processSpan'] as const)
      : (['processSpan'] as const)) {
      client.emit(hook, json);
      for (const name of client.getIntegrationNames()) {
        guard(() => client.getIntegrationByName(name)?.[hook]?.(json, client));
      }
    }
    return json;
  };
  return lastLookAtSpan(make, 'stream', client);
}

function sendSpans({ spans, segment }: Batch, client: Client): void {
  const trace = segment.samplingContext(segment, client);
  const content_type = 'application/vnd.sentry.items.span.v2+json';
  client.sendEnvelope([
    { trace: trace.public_key ? trace : undefined },
    [
      [
        { type: 'span', item_count: spans.length, content_type },
        { version: 2, ...ingestSettings(client), items: spans.map(typedSpan) },
      ],
    ],
  ]);
}

/** About how many bytes a span is. */
function sizeOf({ name, attributes }: StreamedSpanJSON): number {
  return guard(
    () =>
      Object.entries(attributes ?? {}).reduce(
        (sum, [key, value]) => sum + 2 * key.length + (typeof value === 'string' ? 2 * value.length : 8),
        2 * name.length + 400,
      ),
    400,
  );
}
