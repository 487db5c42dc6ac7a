import type { Client } from '@vedette/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consoleLoggingIntegration, init, type Log } from '../index.ts';

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
});

function startLogging(levels?: Parameters<typeof consoleLoggingIntegration>[0]): Log[] {
  client = init({
    dsn: 'https://abc@o12.ingest.example.io/42',
    defaultIntegrations: false,
    integrations: [consoleLoggingIntegration(levels)],
    transport: () => ({ send: async () => ({}), flush: async () => true }),
  }) as Client;
  const logs: Log[] = [];
  client.on('afterCaptureLog', (log) => logs.push(log));
  return logs;
}

test('makes logs of what the host writes on the console, with the address of the server', () => {
  const logs = startLogging();
  console.log('port %d', 80);
  console.error('down');
  expect(logs).toMatchObject([
    { level: 'info', severityNumber: 10, message: 'port 80', attributes: { 'server.address': expect.any(String) } },
    { level: 'error', message: 'down' },
  ]);
});

test('takes the levels it is told, and stops with close', async () => {
  const logs = startLogging({ levels: ['warn'] });
  console.log('a');
  console.warn('b');
  await client.close(10);
  console.warn('c');
  expect(logs.map(({ message }) => message)).toEqual(['b']);
});
