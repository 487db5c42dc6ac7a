import { type Client, type Event, setAsyncContext } from '@vedette/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { captureConsoleIntegration, init } from '../index.ts';
import { createNodePlatform } from '../platform.ts';

const own = { ...console };
let client: Client;

beforeEach(() => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[method] = () => {};
  }
});

afterEach(async () => {
  await client.close(10);
  Object.assign(console, own);
  setAsyncContext(createNodePlatform().context);
});

function start(options?: Parameters<typeof captureConsoleIntegration>[0]): Event[] {
  client = init({
    dsn: 'https://abc@o12.ingest.example.io/42',
    defaultIntegrations: false,
    integrations: [captureConsoleIntegration(options)],
    transport: () => ({ send: async () => ({}), flush: async () => true }),
  }) as Client;
  const events: Event[] = [];
  client.on('beforeSendEvent', (event) => events.push(event));
  return events;
}

test('makes events of what the host writes on the console', () => {
  const events = start();
  console.log('port', 80);
  console.error('failed:', new TypeError('x'));
  expect(events).toMatchObject([
    { message: 'port 80', level: 'log', logger: 'console' },
    {
      level: 'error',
      exception: { values: [{ type: 'TypeError', mechanism: { type: 'auto.core.capture_console', handled: true } }] },
    },
  ]);
});

test('takes the levels it is told, and stops with close', async () => {
  const events = start({ levels: ['warn'] });
  console.log('a');
  console.warn('b');
  await client.close(10);
  console.warn('c');
  expect(events.map(({ message }) => message)).toEqual(['b']);
});
