// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { captureConsoleIntegration, captureException } from '../index.ts';

const nodeConsole = { ...console };

beforeEach(() => {
  for (const method of ['log', 'warn', 'error', 'trace', 'assert'] as const) {
    console[method] = () => {};
  }
});

afterEach(() => {
  Object.assign(console, nodeConsole);
});

const start = (options?: Parameters<typeof captureConsoleIntegration>[0]) =>
  startPage({ integrations: [captureConsoleIntegration(options)] });

it('makes messages of lines, with their level and their arguments', () => {
  const page = start();
  console.log('cart', 3, { id: 1 });
  console.warn('careful');
  console.trace('here');
  console.assert(false, 'broken');
  console.assert(false);
  console.assert(true, 'fine');
  const sent = page.events().map(({ message, level, logger, extra }) => [message, level, logger, extra?.arguments]);
  expect(sent).toEqual([
    ['cart 3 [object Object]', 'log', 'console', ['cart', 3, { id: 1 }]],
    ['careful', 'warning', 'console', ['careful']],
    ['here', 'debug', 'console', ['here']],
    ['Assertion failed: broken', 'error', 'console', ['broken']],
    ['Assertion failed: console.assert', 'error', 'console', []],
  ]);
});

it('captures the error in a line instead', () => {
  const page = start();
  console.error('failed:', new TypeError('x'));
  expect(page.events()).toMatchObject([
    {
      level: 'error',
      logger: 'console',
      exception: {
        values: [{ type: 'TypeError', value: 'x', mechanism: { type: 'auto.core.capture_console', handled: true } }],
      },
      extra: { arguments: ['failed:', expect.anything()] },
    },
  ]);
});

it('may count errors as unhandled', () => {
  const page = start({ handled: false });
  console.error(new Error('x'));
  expect(page.events()[0]?.exception?.values?.[0]?.mechanism?.handled).toBe(false);
});

it('does not capture an error twice', () => {
  const page = start();
  const error = new Error('x');
  captureException(error);
  console.error(error);
  expect(page.events()).toHaveLength(1);
});

it('takes the levels it is told', () => {
  const page = start({ levels: ['error'] });
  console.log('a');
  console.error('b');
  expect(page.events().map(({ message }) => message)).toEqual(['b']);
});

it('leaves nothing behind for the next event', () => {
  const page = start({ levels: ['error'] });
  console.error('a');
  captureException(new Error('x'));
  expect(page.events()[1]).not.toHaveProperty('logger');
  expect(page.events()[1]?.extra ?? {}).not.toHaveProperty('arguments');
});

it('does not hear what a callback writes meanwhile', () => {
  const page = startPage({
    integrations: [captureConsoleIntegration()],
    beforeSend(event) {
      console.log('in beforeSend');
      return event;
    },
  });
  console.log('a');
  expect(page.events()).toHaveLength(1);
});

it('stops with close', async () => {
  const page = start();
  await page.client.close();
  console.error('a');
  expect(page.events()).toEqual([]);
});
