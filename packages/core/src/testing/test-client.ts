import { createClient } from '../client/client.ts';
import { getClient, getCurrentScope, getGlobalScope, getIsolationScope, setCurrentClient } from '../scope/current.ts';
import type { Client, ClientOptions } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import type { SpanJSON } from '../types/span.ts';
import { SDK_VERSION } from '../version.ts';
import { createMemoryPlatform, type MemoryPlatform } from './memory-platform.ts';
import { payloadsOf, type ReceivedEnvelope, readEnvelope } from './read-envelope.ts';

/** A client whose backend is an array: the whole pipeline runs, and what would have left the program is kept. */
export interface TestClient {
  readonly client: Client;
  /** Moves the clock and says what the backend answers. */
  readonly platform: Pick<MemoryPlatform, 'advance' | 'answer' | 'exit' | 'now'>;
  /** What the backend took, in order, as it would read it. */
  readonly envelopes: ReceivedEnvelope[];
  /** Errors and messages among them. */
  readonly events: Event[];
  readonly transactions: Event[];
  /** All spans: of each transaction first the root, then those below it; then those that came without one. */
  readonly spans: SpanJSON[];
  readonly logs: Array<Record<string, unknown>>;
  readonly metrics: Array<Record<string, unknown>>;
  /** How many things were dropped, by reason and category: `{ 'before_send error': 1 }`. Known after `flush`. */
  readonly outcomes: Record<string, number>;
  /**
   * Waits until nothing is under way any more, and lets time pass where that takes some. `false` when something still is
   * after a few seconds; never rejects.
   */
  flush(): Promise<boolean>;
  /** Forgets what was received and what the scopes hold: for `beforeEach`. */
  reset(): void;
  /** Closes the client, and makes the one from before the current one again. */
  close(): Promise<void>;
}

/**
 * Makes a client in memory the current one, for tests of what an application captures. Works in any test runner. Time
 * stands still until `platform.advance`. Default integrations there are none; sent is to a DSN that leads nowhere.
 */
export function createTestClient(options: ClientOptions = {}): TestClient {
  const platform = createMemoryPlatform();
  const before = getClient();
  let newest: { report: Report; heardBefore: number } | undefined;
  const client = createClient(
    { dsn: 'https://key@backend.invalid/1', ...options },
    { platform, sdk: { name: 'vedette.javascript.testing', version: SDK_VERSION }, defaultIntegrations: [] },
  );
  const received = (): ReceivedEnvelope[] => platform.received.map(({ body }) => readEnvelope(body));
  const payloads = <T>(...types: string[]): T[] => payloadsOf(received(), ...types) as T[];
  const heard = (): Report[] => payloads<Report>('client_report');
  // Read on their way out, too: a backend that is down gets none. What is lost of one the next one tells again.
  client.on('beforeEnvelope', ([, items]) => {
    for (const [{ type }, payload] of items) {
      if (type === 'client_report') {
        newest = { report: payload as Report, heardBefore: heard().length };
      }
    }
  });
  setCurrentClient(client);
  client.init();

  return {
    client,
    platform,
    get envelopes() {
      return received();
    },
    get events() {
      return payloads<Event>('event');
    },
    get transactions() {
      return payloads<Event>('transaction');
    },
    get spans() {
      const trees = payloads<Event>('transaction').flatMap((event) => [rootOf(event), ...(event.spans ?? [])]);
      return [...trees, ...payloads<Batch<SpanJSON>>('span').flatMap(itemsOf)];
    },
    get logs() {
      return payloads<Batch>('log').flatMap(itemsOf);
    },
    get metrics() {
      return payloads<Batch>('trace_metric').flatMap(itemsOf);
    },
    get outcomes() {
      const outcomes: Record<string, number> = {};
      const told = newest && heard().length === newest.heardBefore ? [...heard(), newest.report] : heard();
      for (const { reason, category, quantity } of told.flatMap(({ discarded_events }) => discarded_events)) {
        const key = `${reason} ${category}`;
        outcomes[key] = (outcomes[key] ?? 0) + quantity;
      }
      return outcomes;
    },
    async flush() {
      // What was dropped while flushing is told by another report.
      return (await settled(client.flush(), platform)) && settled(client.flush(), platform);
    },
    reset() {
      platform.sent.length = 0;
      platform.received.length = 0;
      newest = undefined;
      for (const scope of [getGlobalScope(), getIsolationScope(), getCurrentScope()]) {
        scope.clear();
      }
    },
    async close() {
      await settled(client.close(), platform);
      setCurrentClient(before);
    },
  };
}

// As it was when this file was loaded: a test may put another in its place.
const { setTimeout } = globalThis as unknown as { setTimeout(callback: () => void, delayMs: number): void };
/** Turns that what is under way gets for itself before time is made to pass, and turns after which nobody waits. */
const [PATIENT_TURNS, MAX_TURNS] = [5, 400];

/** Waits, and lets the platform's time pass when the pipeline waits for that: to try again, for example. */
async function settled(promise: Promise<boolean>, platform: MemoryPlatform): Promise<boolean> {
  let result: boolean | undefined;
  promise.then((value) => {
    result = value;
  });
  for (let turn = 0; result === undefined && turn < MAX_TURNS; turn++) {
    await new Promise<void>((resolve) => setTimeout(resolve, turn < PATIENT_TURNS ? 0 : 5));
    if (result === undefined && turn >= PATIENT_TURNS) {
      platform.advance(1000);
    }
  }
  return result ?? false;
}

interface Report {
  discarded_events: Array<{ reason: string; category: string; quantity: number }>;
}

interface Batch<T = Record<string, unknown>> {
  items?: T[];
}

/** A span item holds many spans, or is one. */
function itemsOf<T>(batch: Batch<T>): T[] {
  return batch.items ?? [batch as T];
}

/** The span that a transaction is, in the shape of those below it. */
function rootOf({ transaction, start_timestamp, timestamp, contexts }: Event): SpanJSON {
  return { ...contexts?.trace, description: transaction, start_timestamp, timestamp } as SpanJSON;
}
