import { describe, expect, test, vi } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { close, flush } from '../capture/capture.ts';
import { setUser } from '../capture/context.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope, withScope } from '../scope/current.ts';
import { Scope } from '../scope/scope.ts';
import type { ClientOptions } from '../types/client.ts';
import type { Log } from '../types/log.ts';
import { logger } from './logger.ts';

interface SentLog {
  timestamp: number;
  level: string;
  severity_number: number;
  body: string;
  trace_id: string;
  span_id?: string;
  attributes: Record<string, { value: unknown; type: string; unit?: string }>;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** The batches that left, each a list of logs. */
function batches(core: Core): SentLog[][] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === 'log')
    .map(({ payload }) => (payload as { items: SentLog[] }).items);
}

/** What was logged so far, after a flush. */
async function logged(core: Core): Promise<SentLog[]> {
  await flush(1000);
  return batches(core).flat();
}

async function onlyLog(core: Core): Promise<SentLog> {
  const logs = await logged(core);
  expect(logs).toHaveLength(1);
  return logs[0]!;
}

/** The attributes of a log without their types. */
function valuesOf({ attributes }: SentLog): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]));
}

describe('logger', () => {
  test('sends each level with its number', async () => {
    const core = setupCore();
    for (const level of LEVELS) {
      logger[level](`to ${level}`);
    }
    const logs = await logged(core);
    expect(logs.map(({ level, severity_number, body }) => [level, severity_number, body])).toEqual([
      ['trace', 1, 'to trace'],
      ['debug', 5, 'to debug'],
      ['info', 9, 'to info'],
      ['warn', 13, 'to warn'],
      ['error', 17, 'to error'],
      ['fatal', 21, 'to fatal'],
    ]);
  });

  test('sends one container, with a header that says how many and no trace', async () => {
    const core = setupCore();
    logger.info('a', { n: 1 });
    logger.info('b');
    await flush(1000);
    expect(core.envelopes()).toMatchObject([
      {
        headers: { sdk: { name: 'vedette.javascript.test', version: '1.2.3' } },
        items: [
          {
            headers: { type: 'log', item_count: 2, content_type: 'application/vnd.sentry.items.log+json' },
            payload: { version: 2, items: [{ body: 'a' }, { body: 'b' }] },
          },
        ],
      },
    ]);
    expect(core.envelopes()[0]!.headers).not.toHaveProperty('trace');
  });

  test('carries time, trace, and what the client knows', async () => {
    const core = setupCore({ release: 'shop@1', environment: 'test' });
    const { traceId } = getCurrentScope().getPropagationContext();
    logger.info('m', { mine: 'x' });
    const log = await onlyLog(core);
    expect(log).toMatchObject({ timestamp: core.platform.now(), trace_id: traceId });
    expect(log).not.toHaveProperty('span_id');
    expect(log.attributes).toEqual({
      'sentry.release': { value: 'shop@1', type: 'string' },
      'sentry.environment': { value: 'test', type: 'string' },
      'sentry.sdk.name': { value: 'vedette.javascript.test', type: 'string' },
      'sentry.sdk.version': { value: '1.2.3', type: 'string' },
      'sentry.timestamp.sequence': { value: expect.any(Number), type: 'integer' },
      mine: { value: 'x', type: 'string' },
    });
  });

  test('names the active span', async () => {
    const core = setupCore();
    const span = { spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }) };
    withScope((scope) => {
      scope.setSpan(span as never);
      logger.info('m');
    });
    const log = await onlyLog(core);
    expect(log).toMatchObject({ trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) });
    expect(valuesOf(log)['sentry.trace.parent_span_id']).toBe('b'.repeat(16));
  });

  test('counts logs of one millisecond, so that they keep their order', async () => {
    const core = setupCore();
    core.platform.advance(1);
    logger.info('a');
    logger.info('b');
    core.platform.advance(1);
    logger.info('c');
    const sequence = (await logged(core)).map((log) => valuesOf(log)['sentry.timestamp.sequence']);
    expect(sequence).toEqual([0, 1, 0]);
  });

  test('tells the user that was set, and no field of it that was not', async () => {
    const core = setupCore();
    setUser({ id: 7, email: 'a@b.c', username: 'ann', ip_address: '1.2.3.4' });
    logger.info('a');
    setUser({ id: 'x' });
    logger.info('b');
    setUser(null);
    logger.info('c');
    const users = (await logged(core)).map((log) =>
      Object.entries(valuesOf(log)).filter(([key]) => key.startsWith('user.')),
    );
    expect(users).toEqual([
      [
        ['user.id', 7],
        ['user.email', 'a@b.c'],
        ['user.name', 'ann'],
      ],
      [['user.id', 'x']],
      [],
    ]);
  });

  test('takes attributes of the scopes along, the inner win, the call’s own win over all', async () => {
    const core = setupCore();
    getGlobalScope().setAttributes({ a: 'global', b: 'global', c: 'global', d: 'global', e: 'global' });
    getIsolationScope().setAttributes({ b: 'isolation', c: 'isolation', d: 'isolation' });
    withScope((scope) => {
      scope.setAttributes({ c: 'current', d: { value: 5, unit: 'ms' } });
      scope.setAttribute('gone', { not: 'sendable' }).removeAttribute('e');
      logger.info('m', { b: 'call' });
    });
    const { attributes } = await onlyLog(core);
    expect(attributes).toMatchObject({
      a: { value: 'global' },
      b: { value: 'call' },
      c: { value: 'current' },
      d: { value: 5, type: 'integer', unit: 'ms' },
    });
    expect(attributes).not.toHaveProperty('gone');
    expect(attributes).not.toHaveProperty('e');
  });

  test('goes to the scope that is given, and to its client', async () => {
    const other = setupCore();
    const scope = new Scope().setClient(other.client).setAttribute('a', 1);
    const core = setupCore();
    logger.info('m', {}, { scope });
    expect(await logged(core)).toEqual([]);
    await other.client.flush(1000);
    expect(batches(other).flat()).toMatchObject([{ body: 'm', trace_id: scope.getPropagationContext().traceId }]);
    expect(valuesOf(batches(other)[0]![0]!).a).toBe(1);
  });

  test('keeps the template and the values of a message', async () => {
    const core = setupCore();
    logger.warn(logger.fmt`user ${7} took ${{ a: 1 }}`);
    const log = await onlyLog(core);
    expect(log.body).toBe('user 7 took [object Object]');
    expect(log.attributes).toMatchObject({
      'sentry.message.template': { value: 'user %s took %s', type: 'string' },
      'sentry.message.parameter.0': { value: 7, type: 'integer' },
      'sentry.message.parameter.1': { value: '{"a":1}', type: 'string' },
    });
  });

  test('does nothing without a client, with enableLogs: false, and after close', async () => {
    const off = setupCore({ enableLogs: false });
    logger.info('m');
    const experiment = setupCore({ _experiments: { enableLogs: false } });
    logger.info('m');
    const closed = setupCore();
    await close(10);
    logger.info('m');
    getCurrentScope().setClient(undefined);
    logger.info('m');
    for (const { platform } of [off, experiment, closed]) {
      expect([platform.timers, platform.sent]).toEqual([0, []]);
    }
  });

  test('enableLogs wins over its earlier place', async () => {
    const core = setupCore({ enableLogs: true, _experiments: { enableLogs: false } });
    logger.info('m');
    expect(await logged(core)).toHaveLength(1);
  });

  test.each(Object.entries(HOSTILE))('%s for any argument neither throws nor loses other logs', async (_, make) => {
    const core = setupCore();
    logger.info('before');
    logger.info(make() as string, make() as never, make() as never);
    logger.info('with', { value: make() });
    logger.info(logger.fmt`a ${make()}`);
    logger.info('after');
    const bodies = (await logged(core)).map(({ body }) => body);
    expect(bodies).toEqual(expect.arrayContaining(['before', 'with', 'after']));
    expect(bodies.length + (core.reported()['internal_sdk_error log_item'] ?? 0)).toBe(5);
  });
});

describe('a batch of logs', () => {
  test('leaves 5 seconds after its first log, and no timer runs without one', () => {
    const core = setupCore();
    logger.info('a');
    core.platform.advance(4000);
    logger.info('b');
    expect(batches(core)).toEqual([]);
    core.platform.advance(1000);
    expect(batches(core)).toMatchObject([[{ body: 'a' }, { body: 'b' }]]);
    expect(core.platform.timers).toBe(0);
    logger.info('c');
    core.platform.advance(4999);
    expect(batches(core)).toHaveLength(1);
    core.platform.advance(1);
    expect(batches(core)).toHaveLength(2);
  });

  test('leaves with its hundredth log', () => {
    const core = setupCore();
    for (let n = 0; n < 250; n++) {
      logger.info(`${n}`);
    }
    expect(batches(core).map(({ length }) => length)).toEqual([100, 100]);
    core.platform.advance(5000);
    expect(batches(core).map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(
      batches(core)
        .flat()
        .map(({ body }) => body),
    ).toEqual(Array.from({ length: 250 }, (_, n) => `${n}`));
  });

  test('leaves before it is too large for the server, whatever characters are in it', async () => {
    const core = setupCore();
    for (const character of ['x', '漢', '\u0001', '😀', '"']) {
      for (let n = 0; n < 40; n++) {
        logger.info(character.repeat(15_000));
      }
    }
    expect(await logged(core)).toHaveLength(200);
    // That none is above 1 MiB is checked of every envelope.
    expect(batches(core).length).toBeGreaterThan(7);
  });

  test('leaves with flush, and when the program may soon be gone', async () => {
    const core = setupCore();
    logger.info('a');
    expect(await flush(1000)).toBe(true);
    expect(batches(core)).toMatchObject([[{ body: 'a' }]]);
    logger.info('b');
    core.platform.exit();
    expect(batches(core)).toMatchObject([[{ body: 'a' }], [{ body: 'b' }]]);
    core.platform.exit();
    expect(batches(core)).toHaveLength(2);
    expect(core.platform.timers).toBe(0);
  });

  test('leaves with close, and nothing of it stays behind', async () => {
    const core = setupCore();
    logger.info('a');
    await close(1000);
    expect(batches(core)).toMatchObject([[{ body: 'a' }]]);
    core.platform.exit();
    core.platform.advance(100_000);
    expect(batches(core)).toHaveLength(1);
    expect(core.platform.timers).toBe(0);
  });

  test('one log larger than all the server takes is cut', () => {
    const core = setupCore();
    logger.info('x'.repeat(5_000_000), { a: 'y'.repeat(5_000_000), b: 'lost' });
    core.platform.advance(5000);
    expect(batches(core).flat()).toHaveLength(1);
    expect(batches(core)[0]![0]!.body).toMatch(/x\.\.\.$/);
  });

  test('of two clients do not mix', async () => {
    const first = setupCore();
    logger.info('first');
    const second = setupCore();
    logger.info('second');
    await first.client.flush(1000);
    await second.client.flush(1000);
    expect(batches(first)).toMatchObject([[{ body: 'first' }]]);
    expect(batches(second)).toMatchObject([[{ body: 'second' }]]);
  });

  test('tells a server in a browser whether it may look at address and user agent', async () => {
    for (const [options, infer] of [
      [{ sendDefaultPii: false }, 'never'],
      [{ sendDefaultPii: true }, 'auto'],
      [{ sendDefaultPii: false, dataCollection: {} }, 'auto'],
      [{ sendDefaultPii: true, dataCollection: { userInfo: false } }, 'never'],
    ] as const) {
      const core = setupCore(options);
      logger.info('m');
      await flush(1000);
      expect(core.envelopes()[0]!.items[0]!.payload).toMatchObject({
        ingest_settings: { infer_ip: infer, infer_user_agent: infer },
      });
    }
  });

  test('that the backend limits is counted log by log', async () => {
    const core = setupCore();
    core.platform.answer({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60:log_item:key' } });
    logger.info('a');
    await flush(1000);
    logger.info('b');
    logger.info('c');
    await flush(1000);
    await flush(1000);
    expect(batches(core).flat()).toHaveLength(1);
    expect(core.reported()['ratelimit_backoff log_item']).toBe(2);
  });
});

describe('beforeSendLog', () => {
  const setup = (beforeSendLog: ClientOptions['beforeSendLog']): Core => setupCore({ beforeSendLog });

  test('sees the log with all its attributes, and may change it', async () => {
    const beforeSendLog = vi.fn((log: Log) => ({ ...log, level: 'fatal' as const, message: 'changed' }));
    const core = setup(beforeSendLog);
    logger.info(logger.fmt`a ${1}`, { mine: { deep: true } });
    expect(await onlyLog(core)).toMatchObject({ level: 'fatal', severity_number: 21, body: 'changed' });
    expect(beforeSendLog).toHaveBeenCalledExactlyOnceWith({
      level: 'info',
      message: 'a 1',
      attributes: expect.objectContaining({
        mine: { deep: true },
        'sentry.environment': 'production',
        'sentry.message.template': 'a %s',
      }),
    });
  });

  test.each([
    ['returns null', () => null, 'before_send'],
    ['returns nothing', () => undefined as never, 'before_send'],
    [
      'throws',
      () => {
        throw new Error('of the host');
      },
      'callback_error',
    ],
    ['returns a promise', (async (log: Log) => log) as never, 'callback_error'],
  ])('that %s drops the log, which is counted with its bytes', async (_, beforeSendLog, reason) => {
    const core = setup(beforeSendLog);
    logger.info('x'.repeat(1000));
    expect(await logged(core)).toEqual([]);
    expect(core.reported()[`${reason} log_item`]).toBe(1);
    expect(core.reported()[`${reason} log_byte`]).toBeGreaterThan(1000);
    expect(core.reported()[`${reason} log_byte`]).toBeLessThan(2500);
  });

  test('that logs itself is not called without end', async () => {
    const beforeSendLog = vi.fn((log: Log) => {
      logger.info('inside');
      return log;
    });
    const core = setup(beforeSendLog);
    logger.info('a');
    logger.info('b');
    expect((await logged(core)).map(({ body }) => body)).toEqual(['a', 'b']);
    expect(beforeSendLog).toHaveBeenCalledTimes(2);
    expect(core.reported()['before_send log_item']).toBe(2);
  });

  test('is found in its earlier place', async () => {
    const core = setupCore({ _experiments: { beforeSendLog: () => null } });
    logger.info('a');
    expect(await logged(core)).toEqual([]);
  });

  test('that returns what is no log sends what can be made of it', async () => {
    const core = setup(() => ({ level: 'loud', message: 7, attributes: 'none', severityNumber: 'x' }) as never);
    logger.info('a');
    expect(await onlyLog(core)).toMatchObject({ level: 'info', severity_number: 9, body: '7' });
  });
});

describe('hooks', () => {
  test('tell of a log in order, and the first may add to it', async () => {
    const calls: unknown[] = [];
    const core = setupCore({
      beforeSendLog: (log) => {
        calls.push(['beforeSendLog', log.attributes?.added]);
        return log;
      },
    });
    core.client.on('beforeCaptureLog', (log) => {
      calls.push(['beforeCaptureLog', log.message]);
      log.attributes = { ...log.attributes, added: true };
    });
    core.client.on('afterCaptureLog', (log) => calls.push(['afterCaptureLog', log.message]));
    core.client.on('flushLogs', () => calls.push(['flushLogs']));
    logger.info('a');
    await flush(1000);
    await flush(1000);
    expect(calls).toEqual([
      ['beforeCaptureLog', 'a'],
      ['beforeSendLog', true],
      ['afterCaptureLog', 'a'],
      ['flushLogs'],
    ]);
  });
});

test('nothing listens and no timer runs in a client that nobody logs to', () => {
  const core = setupCore();
  const before = vi.spyOn(core.client, 'on');
  core.client.captureMessage('m');
  expect(before).not.toHaveBeenCalled();
  expect(core.platform.timers).toBe(0);
});
