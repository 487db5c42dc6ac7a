import { describe, expect, test, vi } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { flush } from '../capture/capture.ts';
import type { ClientOptions } from '../types/client.ts';
import { type ConsoleLevel, type ConsoleLoggingOptions, createConsoleLogging } from './console-logging.ts';

/** A client that hears a console which is called by the test. */
function setup(options: ConsoleLoggingOptions = {}, clientOptions: ClientOptions = {}) {
  let write: (level: ConsoleLevel, ...args: unknown[]) => void = () => {};
  const stop = vi.fn();
  const integration = createConsoleLogging(options, (_, hear) => {
    write = (level, ...args) => hear(level, args);
    return stop;
  });
  const core = setupCore({ integrations: [integration], ...clientOptions });
  return { core, stop, write: (level: ConsoleLevel, ...args: unknown[]) => write(level, ...args) };
}

interface SentLog {
  level: string;
  severity_number: number;
  body: string;
  attributes: Record<string, { value: unknown }>;
}

async function logged(core: Core): Promise<SentLog[]> {
  await flush(1000);
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .flatMap(({ payload }) => (payload as { items?: SentLog[] }).items ?? []);
}

describe('console logging', () => {
  test.each([
    ['debug', 'debug', 5],
    ['info', 'info', 9],
    ['log', 'info', 10],
    ['warn', 'warn', 13],
    ['error', 'error', 17],
    ['trace', 'trace', 1],
  ] as const)('console.%s becomes a log of level %s', async (method, level, number) => {
    const { core, write } = setup();
    write(method, 'hello');
    expect(await logged(core)).toMatchObject([
      {
        level,
        severity_number: number,
        body: 'hello',
        attributes: { 'sentry.origin': { value: 'auto.log.console' } },
      },
    ]);
  });

  test('console.assert becomes an error when it does not hold', async () => {
    const { core, write } = setup();
    write('assert', true, 'holds');
    write('assert', false, 'broken', 7);
    write('assert');
    expect((await logged(core)).map(({ level, body }) => [level, body])).toEqual([
      ['error', 'Assertion failed: broken 7'],
      ['error', 'Assertion failed:'],
    ]);
  });

  test.each([
    [[], ''],
    [['a', 1, null, undefined, true], 'a 1 null undefined true'],
    [['a', { b: [1] }], 'a {"b":[1]}'],
    [[7, 'a'], '7 a'],
    [['%s has %d of %o, %i%%', 'ann', 3, { a: 1 }, 50], 'ann has 3 of {"a":1}, 50%'],
    [['%cstyled', 'color: red', 'rest'], 'styled rest'],
    [['%s and %s', 'one'], 'one and %s'],
    [['100%'], '100%'],
  ])('writes %j as a console does', async (args, body) => {
    const { core, write } = setup();
    write('log', ...args);
    expect((await logged(core))[0]!.body).toBe(body);
  });

  test('shows an error with its stack', async () => {
    const { core, write } = setup();
    const error = new TypeError('boom');
    write('error', error);
    expect((await logged(core))[0]!.body).toBe(error.stack);
  });

  test.each([
    [['user', 7, { a: 1 }], 'user {} {}', [7, '{"a":1}']],
    [['user %s came', 'ann'], 'user %s came', ['ann']],
    [['user %s', 'ann', 7], 'user %s {}', ['ann', 7]],
  ])('keeps template and values of %j', async (args, template, values) => {
    const { core, write } = setup();
    write('info', ...args);
    const { attributes } = (await logged(core))[0]!;
    expect(attributes['sentry.message.template']!.value).toBe(template);
    values.forEach((value, index) => {
      expect(attributes[`sentry.message.parameter.${index}`]!.value).toEqual(value);
    });
  });

  test('has no template where there is no text or nothing beside it', async () => {
    const { core, write } = setup();
    write('info', 'alone');
    write('info', 7, 'a');
    for (const { attributes } of await logged(core)) {
      expect(attributes).not.toHaveProperty('sentry.message.template');
    }
  });

  test('takes the levels it is told, from the console of the current client, until it ends', async () => {
    const { core, write, stop } = setup({ levels: ['warn'] });
    write('log', 'a');
    write('warn', 'b');
    expect((await logged(core)).map(({ body }) => body)).toEqual(['b']);
    await core.client.close(10);
    expect(stop).toHaveBeenCalledOnce();

    const before = setup();
    const now = setup();
    before.write('log', 'of the page of now');
    expect(await logged(now.core)).toEqual([]);
  });

  test('does not record what beforeSendLog writes', async () => {
    let write: ReturnType<typeof setup>['write'] = () => {};
    const beforeSendLog = vi.fn((log) => {
      write('log', 'inside');
      return log;
    });
    const page = setup({}, { beforeSendLog });
    write = page.write;
    write('log', 'outside');
    expect((await logged(page.core)).map(({ body }) => body)).toEqual(['outside']);
    expect(beforeSendLog).toHaveBeenCalledOnce();
  });

  test.each(Object.entries(HOSTILE))('writes a line with %s in it', async (_, make) => {
    const { core, write } = setup();
    write('log', 'a', make(), 'b');
    write('log', make());
    write('log', '%s and %o', make(), make());
    const lines = await logged(core);
    expect(lines).toHaveLength(3);
    expect(lines[0]!.body).toMatch(/^a .* b$/s);
  });
});
