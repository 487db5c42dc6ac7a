import type { Client } from '../types/client.ts';
import { guard } from './guard.ts';
import { ingestSettings } from './ingest-settings.ts';

/** Things that are sent many in one envelope item. */
export interface BatchKind {
  type: 'log' | 'trace_metric';
  /** Things that one item may hold. */
  maxItems: number;
  /** Told when a batch has left. */
  hook: 'flushLogs' | 'flushMetrics';
}

/** Bytes of JSON at which a batch leaves; the server takes 1 MiB. Source: wire-protocol, "Size limits". */
export const MAX_BATCH_BYTES = 700_000;
/** Milliseconds that the first thing of a batch waits at most. Source: wire-protocol, "Batched containers". */
const MAX_DELAY_MS = 5000;

/**
 * Puts something of about `bytes` bytes into the client's batch of its kind. The batch leaves when it is full by number
 * or bytes, 5 seconds after its first thing, with `flush`, and when the program may soon be gone. What is there when
 * the client has been closed is let go.
 */
export function addToBatch(client: Client, kind: BatchKind, item: object, bytes: number): void {
  let ofClient = batches.get(client);
  if (!ofClient) {
    batches.set(client, (ofClient = new Map()));
  }
  let batch = ofClient.get(kind);
  if (!batch) {
    ofClient.set(kind, (batch = startBatch(client, kind)));
  }
  batch(item, bytes);
}

type Batch = (item: object, bytes: number) => void;

const batches = /* @__PURE__ */ new WeakMap<Client, Map<BatchKind, Batch>>();

function startBatch(client: Client, kind: BatchKind): Batch {
  const { platform } = client;
  let items: object[] = [];
  let bytesSum = 0;
  let stopTimer: (() => void) | undefined;

  const take = (): object[] => {
    stopTimer?.();
    stopTimer = undefined;
    bytesSum = 0;
    const taken = items;
    items = [];
    return taken;
  };
  const send = (): void => {
    const taken = take();
    if (taken.length > 0) {
      sendBatch(client, kind, taken);
    }
  };
  const stopOnExit = platform.onExit(() => guard(send));
  client.on('flush', send);
  client.on('close', () => {
    stopOnExit();
    take();
  });

  return (item, bytes) => {
    if (bytesSum + bytes > MAX_BATCH_BYTES) {
      send();
    }
    items.push(item);
    bytesSum += bytes;
    if (items.length >= kind.maxItems || bytesSum >= MAX_BATCH_BYTES) {
      send();
    } else {
      stopTimer ??= platform.delay(() => guard(send), MAX_DELAY_MS);
    }
  };
}

function sendBatch(client: Client, { type, hook }: BatchKind, items: object[]): void {
  const content_type = `application/vnd.sentry.items.${type.replace('_', '-')}+json`;
  const payload = { version: 2, ...ingestSettings(client), items };
  // No `trace`, because a batch may mix traces. Source: wire-protocol, "Batched containers".
  client.sendEnvelope([{ sent_at: undefined }, [[{ type, item_count: items.length, content_type }, payload]]]);
  client.emit(hook);
}
