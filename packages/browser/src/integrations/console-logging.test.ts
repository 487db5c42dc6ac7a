// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { consoleLoggingIntegration, type Log, logger } from '../index.ts';

const nodeConsole = { ...console };

beforeEach(() => {
  for (const method of ['log', 'warn', 'trace', 'assert'] as const) {
    console[method] = () => {};
  }
});

afterEach(() => {
  Object.assign(console, nodeConsole);
});

function startLogging(levels?: Parameters<typeof consoleLoggingIntegration>[0]) {
  const { client } = startPage({ integrations: [consoleLoggingIntegration(levels)] });
  const logs: Log[] = [];
  client.on('afterCaptureLog', (log) => logs.push(log));
  return { client, logs };
}

it('makes logs of what the page writes on the console', () => {
  const { logs } = startLogging();
  console.log('cart', 3);
  console.trace('here');
  console.assert(false, 'broken');
  console.assert(true, 'fine');
  expect(logs.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'cart 3'],
    ['trace', 'here'],
    ['error', 'Assertion failed: broken'],
  ]);
});

it('takes the levels it is told', () => {
  const { logs } = startLogging({ levels: ['warn'] });
  console.log('a');
  console.warn('b');
  expect(logs.map(({ message }) => message)).toEqual(['b']);
});

it('sends them in one envelope with what the page logs by itself, and stops with close', async () => {
  const { client, logs } = startLogging();
  const bodies: string[] = [];
  client.on('beforeEnvelope', ([, items]) => {
    for (const [{ type }, payload] of items) {
      if (type === 'log') {
        bodies.push(...(payload as { items: Array<{ body: string }> }).items.map(({ body }) => body));
      }
    }
  });
  console.log('a');
  logger.info('b');
  expect(bodies).toEqual([]);
  await client.close();
  console.log('c');
  expect(bodies).toEqual(['a', 'b']);
  expect(logs).toHaveLength(2);
});
