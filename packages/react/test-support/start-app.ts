import { type Client, close, type Event } from '@vedette/browser';
import { validateEnvelope } from '@vedette/testkit';
import { afterEach, expect } from 'vitest';
import { type BrowserOptions, init } from '../src/index.ts';

let problems: string[] = [];

// Whatever a test sends has to be valid, also where the test looks at something else.
afterEach(async () => {
  await close();
  const found = problems;
  problems = [];
  delete (globalThis as { __VEDETTE__?: unknown }).__VEDETTE__;
  expect(found).toEqual([]);
});

/** `init` with a transport that keeps and validates events; undone after the test. */
export function startApp(options: BrowserOptions = {}): { client: Client; events: Event[] } {
  const events: Event[] = [];
  const client = init({
    dsn: 'https://abc@o12.ingest.example.io/42',
    transport: () => ({
      async send([headers, items]) {
        // All that these tests send is JSON, a line each.
        const lines = [headers, ...items.flat()].map((part) => JSON.stringify(part));
        try {
          problems.push(...validateEnvelope(lines.join('\n')));
        } catch (error) {
          // Thrown in here it would be taken for a transport that fails.
          problems.push(String(error));
        }
        for (const [{ type }, payload] of items) {
          if (type === 'event') {
            events.push(JSON.parse(JSON.stringify(payload)));
          }
        }
        return { statusCode: 200 };
      },
      flush: async () => true,
    }),
    ...options,
  }) as Client;
  return { client, events };
}
