import { validateEnvelope } from '@vedette/testkit';
import { afterEach, expect } from 'vitest';
import {
  type Client,
  type ClientOptions,
  type ClientSetup,
  createClient,
  type Event,
  setAsyncContext,
  setCurrentClient,
} from '../src/index.ts';
import { createMemoryPlatform, type MemoryPlatform } from '../src/testing/memory-platform.ts';
import { type EnvelopeHeaders, type ItemHeaders, parseEnvelope } from '../src/wire.ts';

export const DSN = 'https://abc@o12.ingest.example.io/42';

/** An envelope as it left, its JSON payloads read. */
export interface SentEnvelope {
  headers: EnvelopeHeaders;
  items: Array<{ headers: ItemHeaders; payload: unknown }>;
}

/** A client on a platform in memory, and what left it. */
export interface Core {
  client: Client;
  platform: MemoryPlatform;
  envelopes(): SentEnvelope[];
  /** Errors and messages. */
  events(): Event[];
  transactions(): Event[];
  /** Sums over all client reports that left: `{ 'before_send error': 1 }`. */
  reported(): Record<string, number>;
  /** Lets everything happen that waits for nothing but promises. */
  settle(): Promise<void>;
}

let platforms: MemoryPlatform[] = [];

// Whatever a test sends has to be valid, also where the test looks at something else.
afterEach(() => {
  const bodies = platforms.flatMap(({ sent }) => sent.map(({ body }) => body));
  platforms = [];
  expect(bodies.flatMap((body) => validateEnvelope(body))).toEqual([]);
});

/** A platform whose envelopes are validated after the test, in a program without scopes and clients. */
export function createTestPlatform(): MemoryPlatform {
  delete (globalThis as { __VEDETTE__?: unknown }).__VEDETTE__;
  const platform = createMemoryPlatform();
  platforms.push(platform);
  setAsyncContext(platform.context);
  return platform;
}

/** What an `init` does, on a platform in memory. Each call starts with scopes of its own. */
export function setupCore(options: ClientOptions = {}, setup: Partial<ClientSetup> = {}): Core {
  const platform = setup.platform ? (setup.platform as MemoryPlatform) : createTestPlatform();
  const client = createClient(
    { dsn: DSN, ...options },
    { platform, sdk: { name: 'vedette.javascript.test', version: '1.2.3' }, defaultIntegrations: [], ...setup },
  );
  setCurrentClient(client);
  client.init();
  const core: Core = {
    client,
    platform,
    envelopes: () => platform.sent.map(({ body }) => readEnvelope(body)),
    events: () => payloadsOf(core, 'event') as Event[],
    transactions: () => payloadsOf(core, 'transaction') as Event[],
    reported: () => sumReports(payloadsOf(core, 'client_report') as Report[]),
    settle,
  };
  return core;
}

/** Lets everything happen that waits for nothing but promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    await Promise.resolve();
  }
}

export function readEnvelope(body: string | Uint8Array): SentEnvelope {
  const { headers, items, error } = parseEnvelope(body);
  expect(error).toBeUndefined();
  return {
    headers,
    items: items.map((item) => {
      const text = new TextDecoder().decode(item.payload);
      return { headers: item.headers, payload: item.headers.type === 'attachment' ? text : JSON.parse(text) };
    }),
  };
}

interface Report {
  discarded_events: Array<{ reason: string; category: string; quantity: number }>;
}

function payloadsOf(core: Core, type: string): unknown[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === type)
    .map(({ payload }) => payload);
}

function sumReports(reports: Report[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { reason, category, quantity } of reports.flatMap((report) => report.discarded_events)) {
    const key = `${reason} ${category}`;
    sums[key] = (sums[key] ?? 0) + quantity;
  }
  return sums;
}
