import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { getIsolationScope } from '../scope/current.ts';

// Patches stay for as long as the module does, so each test has a module and a console of its own.
let instrumentation: typeof import('./instrumentation.ts');
const console = globalThis.console;
const holder = globalThis as unknown as Record<string, unknown>;
let lines: unknown[][];

beforeEach(async () => {
  vi.resetModules();
  lines = [];
  holder.console = Object.fromEntries(
    ['log', 'warn', 'error', 'debug'].map((level) => [level, (...args: unknown[]) => lines.push([level, ...args])]),
  );
  instrumentation = await import('./instrumentation.ts');
});
afterEach(() => {
  holder.console = console;
  vi.unstubAllGlobals();
});

test('a function put in the place of another says which', () => {
  const { fill, getOriginalFunction } = instrumentation;
  const original = (text: string): string => text;
  const object: Record<string, unknown> = { speak: original };
  fill(object, 'speak', (before) => (text: string) => `${before(text)}!`);
  fill(object, 'none', () => () => {});
  const speak = object.speak as typeof original;
  expect([speak('a'), getOriginalFunction(speak), object.none]).toEqual(['a!', original, undefined]);
  expect(() => fill(Object.freeze({ speak: original }), 'speak', () => () => {})).not.toThrow();
});

test('what is written to the console is heard and written, once, until told otherwise', () => {
  const heard: unknown[] = [];
  const stop = instrumentation.addConsoleInstrumentationHandler((data) => {
    heard.push(data);
    throw new Error('of the listener');
  });
  instrumentation.addConsoleInstrumentationHandler(() => {});
  (holder.console as Console).log('a', 1);
  stop();
  (holder.console as Console).log('b');
  expect(heard).toEqual([{ level: 'log', args: ['a', 1] }]);
  expect(lines).toEqual([
    ['log', 'a', 1],
    ['log', 'b'],
  ]);
});

test('what is written in the sandbox is not heard', () => {
  const heard: unknown[] = [];
  instrumentation.addConsoleInstrumentationHandler((data) => heard.push(data));
  const result = instrumentation.consoleSandbox(() => {
    (holder.console as Console).warn('unheard');
    return 'result';
  });
  (holder.console as Console).warn('heard');
  expect([result, heard.length, lines.length]).toEqual(['result', 1, 2]);
  expect(() =>
    instrumentation.consoleSandbox(() => {
      throw new Error('of the host');
    }),
  ).toThrow('of the host');
});

test('calls of fetch are heard when they begin and when they end, and go on as without', async () => {
  const heard: unknown[] = [];
  const response = { status: 204 };
  vi.stubGlobal('fetch', vi.fn().mockResolvedValueOnce(response).mockRejectedValueOnce('offline'));
  instrumentation.addFetchInstrumentationHandler((data) => heard.push(data));
  const given = { method: 'put' };
  expect(await fetch('https://a.example/', given)).toBe(response);
  await expect(fetch(new URL('https://b.example/'))).rejects.toBe('offline');
  expect(heard).toMatchObject([
    { args: ['https://a.example/', given], fetchData: { method: 'PUT', url: 'https://a.example/' } },
    { endTimestamp: expect.any(Number), response },
    { fetchData: { method: 'GET', url: 'https://b.example/' } },
    { error: 'offline' },
  ]);
});

test('errors and rejections nobody caught are heard, and who heard them before still does', () => {
  const before = vi.fn(() => true);
  vi.stubGlobal('onerror', before);
  vi.stubGlobal('onunhandledrejection', null);
  const errors: unknown[] = [];
  const rejections: unknown[] = [];
  instrumentation.addGlobalErrorInstrumentationHandler((data) => errors.push(data));
  instrumentation.addGlobalUnhandledRejectionInstrumentationHandler((event) => rejections.push(event));
  const error = new Error('x');
  expect((holder.onerror as (...args: unknown[]) => unknown)('x', 'a.js', 1, 2, error)).toBe(true);
  expect((holder.onunhandledrejection as (event: unknown) => unknown)('reason')).toBe(true);
  expect(errors).toEqual([{ msg: 'x', url: 'a.js', line: 1, column: 2, error }]);
  expect(before).toHaveBeenCalledWith('x', 'a.js', 1, 2, error);
  expect(rejections).toEqual(['reason']);
});

test('the console becomes breadcrumbs, errors and logs where no package of ours hears it', async () => {
  const { captureConsoleIntegration, consoleIntegration, consoleLoggingIntegration } = await import(
    './console-integrations.ts'
  );
  const core = setupCore({
    integrations: [
      consoleIntegration({ levels: ['warn', 'log'] }),
      captureConsoleIntegration({ levels: ['error'] }),
      consoleLoggingIntegration({ levels: ['error'] }),
    ],
  });
  const { warn, debug, error } = holder.console as Console;
  warn('careful', 1);
  debug('unheard');
  error('broken');
  await core.client.flush();
  expect(core.events()).toMatchObject([
    { message: 'broken', level: 'error', breadcrumbs: [{ message: 'careful 1', level: 'warning' }] },
  ]);
  expect(getIsolationScope().getScopeData().breadcrumbs).toHaveLength(1);
  expect(core.envelopes().flatMap(({ items }) => items.map(({ headers }) => headers.type))).toContain('log');
});
