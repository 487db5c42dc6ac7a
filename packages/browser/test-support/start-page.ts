import type { Breadcrumb, Client, Envelope, Event } from '@vedette/core';
import { parseEnvelope, serializeEnvelope } from '@vedette/core/wire';
import { validateEnvelope } from '@vedette/testkit';
import { afterEach, expect } from 'vitest';
import { type BrowserOptions, getIsolationScope, init } from '../src/index.ts';

export const DSN = 'https://abc@o12.ingest.example.io/42';

/** A page under our eyes, and what left it. */
export interface Page {
  client: Client;
  /** Errors and messages. */
  events(): Event[];
  transactions(): Event[];
  breadcrumbs(): Breadcrumb[];
}

let clients: Client[] = [];
let problems: string[] = [];

// Whatever a test sends has to be valid, also where the test looks at something else.
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  const found = problems;
  clients = [];
  problems = [];
  delete (globalThis as { __VEDETTE__?: unknown }).__VEDETTE__;
  expect(found).toEqual([]);
});

/** `init` with a transport that keeps and validates what leaves; undone after the test. */
export function startPage(options: BrowserOptions = {}): Page {
  const sent: Event[] = [];
  const send = async (envelope: Envelope): Promise<{ statusCode: number }> => {
    const bytes = serializeEnvelope(envelope);
    try {
      problems.push(...validateEnvelope(bytes));
    } catch (error) {
      // Thrown in here it would be taken for a transport that fails.
      problems.push(String(error));
    }
    for (const { headers, payload } of parseEnvelope(bytes).items) {
      if (headers.type === 'event' || headers.type === 'transaction') {
        sent.push(JSON.parse(new TextDecoder().decode(payload)));
      }
    }
    return { statusCode: 200 };
  };
  const client = init({ dsn: DSN, transport: () => ({ send, flush: async () => true }), ...options }) as Client;
  clients.push(client);
  return {
    client,
    events: () => sent.filter(({ type }) => !type),
    transactions: () => sent.filter(({ type }) => type === 'transaction'),
    breadcrumbs: () => getIsolationScope().getScopeData().breadcrumbs,
  };
}

/** Closes a page's client after the test when the test called `init` itself. */
export function closeAfterwards(client: Client | undefined): Client | undefined {
  if (client) {
    clients.push(client);
  }
  return client;
}
