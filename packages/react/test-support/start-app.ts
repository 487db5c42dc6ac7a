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

/** What an app has sent, by kind; of attachments name and text. */
interface App {
  client: Client;
  events: Event[];
  transactions: Event[];
  attachments: Array<[filename: string | undefined, data: string]>;
}

/** `init` with a transport that keeps and validates events; undone after the test. */
export function startApp(options: BrowserOptions = {}): App {
  const events: Event[] = [];
  const transactions: Event[] = [];
  const attachments: App['attachments'] = [];
  const client = init({
    dsn: 'https://abc@o12.ingest.example.io/42',
    transport: () => ({
      async send([headers, items]) {
        // All that these tests send is text, a line each.
        const lines = items.flatMap(([item, payload]) => {
          const line = typeof payload === 'string' ? payload : JSON.stringify(payload);
          return [JSON.stringify({ ...item, length: new TextEncoder().encode(line).length }), line];
        });
        try {
          problems.push(...validateEnvelope([JSON.stringify(headers), ...lines].join('\n')));
        } catch (error) {
          // Thrown in here it would be taken for a transport that fails.
          problems.push(String(error));
        }
        for (const [{ type, filename }, payload] of items) {
          if (type === 'attachment') {
            attachments.push([filename, payload as string]);
          } else if (type === 'event' || type === 'transaction') {
            (type === 'event' ? events : transactions).push(JSON.parse(JSON.stringify(payload)));
          }
        }
        return { statusCode: 200 };
      },
      flush: async () => true,
    }),
    ...options,
  }) as Client;
  return { client, events, transactions, attachments };
}
