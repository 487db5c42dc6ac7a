import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DSN, setupCore } from '../../test-support/setup-core.ts';
import { addBreadcrumb } from '../capture/breadcrumb.ts';
import {
  captureException,
  captureMessage,
  close,
  flush,
  isEnabled,
  isInitialized,
  lastEventId,
} from '../capture/capture.ts';
import { getCurrentScope, getIsolationScope } from '../scope/current.ts';
import { startInactiveSpan, startSpan } from '../trace/start-span.ts';
import type { Integration, Transport } from '../types/client.ts';

let lines: string[] = [];

beforeEach(() => {
  lines = [];
  const write = (...args: unknown[]): void => void lines.push(args.map(String).join(' '));
  vi.spyOn(console, 'log').mockImplementation(write);
  vi.spyOn(console, 'warn').mockImplementation(write);
});

describe('without a DSN to send to', () => {
  test.each([
    ['none', { dsn: undefined }, /No DSN was given/],
    ['an empty one', { dsn: '' }, /No DSN was given/],
    ['a wrong one', { dsn: 'https://host/1' }, /Invalid Sentry Dsn: https:\/\/host\/1/],
    ['one that is no text', { dsn: Object.create(null) }, /Invalid Sentry Dsn/],
    ['enabled: false', { dsn: DSN, enabled: false }, /Disabled/],
  ])('(%s) nothing is set up, nothing sent, and one debug line says why', async (_, options, line) => {
    const setup = vi.fn();
    const transport = vi.fn();
    const core = setupCore({
      ...options,
      debug: true,
      tracesSampleRate: 1,
      transport,
      integrations: [{ name: 'A', setup }],
    });
    addBreadcrumb({ message: 'crumb' });
    expect(captureMessage('m')).toMatch(/^[0-9a-f]{32}$/);
    captureException(new Error('x'));
    expect(startSpan({ name: 'work' }, () => 'result')).toBe('result');
    core.client.recordDroppedEvent('before_send', 'error');
    core.client.sendEnvelope([{}, [[{ type: 'client_report' }, {}]]]);
    core.platform.exit();
    expect(await flush(1000)).toBe(true);
    expect(await close(1000)).toBe(true);
    expect(setup).not.toHaveBeenCalled();
    expect(transport).not.toHaveBeenCalled();
    expect(core.platform.sent).toEqual([]);
    expect(core.platform.timers).toBe(0);
    expect(getIsolationScope().getLastBreadcrumb()).toBeUndefined();
    expect(lastEventId()).toBeUndefined();
    expect(isEnabled()).toBe(false);
    expect(isInitialized()).toBe(true);
    expect(lines).toEqual([expect.stringMatching(line)]);
  });

  test('nothing is said without debug, unless the DSN is wrong', () => {
    setupCore({ dsn: undefined });
    setupCore({ enabled: false });
    expect(lines).toEqual([]);
    setupCore({ dsn: 'wrong' });
    expect(lines).toHaveLength(1);
  });

  test('a console that throws is survived', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {
      throw new Error('of the host');
    });
    expect(() => setupCore({ dsn: 'wrong' })).not.toThrow();
  });
});

describe('options that are wrong', () => {
  test.each([null, undefined, 12, 'text'])('%j instead of options is like none', (options) => {
    expect(() => setupCore(options as never)).not.toThrow();
  });

  test.each([
    { sampleRate: 7 },
    { sampleRate: 'none' },
    { beforeSend: 'text' },
    { beforeSendTransaction: {} },
    { beforeBreadcrumb: 12 },
    { tracesSampler: true, tracesSampleRate: 1 },
    { transport: 'fetch' },
    { environment: '' },
    { release: null },
    { maxBreadcrumbs: 'many' },
    { integrations: [null] },
    { integrations: 'all' },
    { integrations: () => undefined },
    { integrations: { A: 1 } },
    { transportOptions: null },
  ])('%j is like not given', (options) => {
    const core = setupCore(options as never);
    addBreadcrumb({ message: 'crumb' });
    captureMessage('m');
    expect(core.events()).toMatchObject([{ message: 'm', environment: 'production' }]);
  });

  test('a rate may be a text, as the environment has it', () => {
    const core = setupCore({ sampleRate: '0', tracesSampleRate: '1' } as never);
    captureMessage('m');
    startSpan({ name: 's' }, () => {});
    expect(core.events()).toEqual([]);
    expect(core.transactions()).toHaveLength(1);
  });

  test('a wrong rate or callback is told in debug', () => {
    setupCore({ debug: true, sampleRate: 7 });
    setupCore({ debug: true, beforeSend: 'text' as never });
    expect(lines).toEqual([expect.stringContaining('sampleRate'), expect.stringContaining('beforeSend')]);
  });
});

describe('integrations', () => {
  const named = (name: string, more: Partial<Integration> = {}): Integration => ({ name, ...more });
  const names = (core: ReturnType<typeof setupCore>): string[] => core.client.getSdkMetadata().integrations ?? [];

  test('defaults first, then the host’s; of one name the last', () => {
    const mine = named('B');
    const core = setupCore(
      { integrations: [mine, named('C'), named('C')] },
      { defaultIntegrations: [named('A'), named('B')] },
    );
    expect(names(core)).toEqual(['A', 'B', 'C']);
    expect(core.client.getIntegrationByName('B')).toBe(mine);
    expect(core.client.getIntegrationByName('Z')).toBeUndefined();
    captureMessage('m');
    expect(core.events()[0]?.sdk?.integrations).toEqual(['A', 'B', 'C']);
  });

  test('a function gets the defaults and says the whole list', () => {
    const core = setupCore(
      { integrations: (defaults) => [...defaults.filter(({ name }) => name !== 'A'), named('C')] },
      { defaultIntegrations: [named('A'), named('B')] },
    );
    expect(names(core)).toEqual(['B', 'C']);
  });

  test('a function that throws leaves the defaults', () => {
    const integrations = (): never => {
      throw new Error('of the host');
    };
    expect(names(setupCore({ integrations }, { defaultIntegrations: [named('A')] }))).toEqual(['A']);
  });

  test('defaultIntegrations: false or a list replaces the platform’s', () => {
    const setup = { defaultIntegrations: [named('A')] };
    expect(names(setupCore({ defaultIntegrations: false, integrations: [named('C')] }, setup))).toEqual(['C']);
    expect(names(setupCore({ defaultIntegrations: [named('B')] }, setup))).toEqual(['B']);
  });

  test('are set up in order: beforeSetup of all, setupOnce and setup of each, then afterAllSetup of all', () => {
    const calls: string[] = [];
    const telling = (name: string): Integration => ({
      name,
      beforeSetup: () => void calls.push(`${name}.beforeSetup`),
      setupOnce: () => void calls.push(`${name}.setupOnce`),
      setup: () => void calls.push(`${name}.setup`),
      afterAllSetup: () => void calls.push(`${name}.afterAllSetup`),
    });
    const integrations = [telling('A'), telling('B')];
    const { platform } = setupCore({ integrations });
    const before = ['A.beforeSetup', 'B.beforeSetup'];
    const after = ['A.afterAllSetup', 'B.afterAllSetup'];
    expect(calls).toEqual([...before, 'A.setupOnce', 'A.setup', 'B.setupOnce', 'B.setup', ...after]);
    calls.length = 0;
    setupCore({ integrations }, { platform });
    expect(calls).toEqual([...before, 'A.setup', 'B.setup', ...after]);
  });

  test('one that throws in setup is left out and harms no other', () => {
    const preprocessEvent = vi.fn();
    const setup = (): never => {
      throw new Error('of the integration');
    };
    const core = setupCore({
      integrations: [named('A', { setup, preprocessEvent }), named('B', { afterAllSetup: setup }), named('C')],
    });
    captureMessage('m');
    expect(names(core)).toEqual(['B', 'C']);
    expect(preprocessEvent).not.toHaveBeenCalled();
    expect(core.events()).toHaveLength(1);
  });

  test('see events before and while they are filled; one that throws in between harms nothing', () => {
    const core = setupCore({
      integrations: [
        named('A', {
          preprocessEvent() {
            throw new Error('of the integration');
          },
        }),
        named('B', {
          preprocessEvent: (event) => {
            event.logger = 'before';
          },
          processEvent: (event) => ({ ...event, logger: `${event.logger}, then ${event.environment}` }),
        }),
      ],
    });
    captureMessage('m');
    expect(core.events()[0]?.logger).toBe('before, then production');
  });

  test('may come later, once by name', () => {
    const core = setupCore({ integrations: [named('A')] });
    const setup = vi.fn();
    const afterAllSetup = vi.fn();
    core.client.addIntegration(named('A', { setup }));
    core.client.addIntegration(named('B', { setup, afterAllSetup }));
    expect(setup).toHaveBeenCalledTimes(1);
    expect(afterAllSetup).toHaveBeenCalledWith(core.client);
    expect(names(core)).toEqual(['A', 'B']);
  });

  test('are undone by close, the last first, whatever they throw', async () => {
    const calls: string[] = [];
    setupCore({
      integrations: [
        named('A', { setup: () => () => void calls.push('A') }),
        named('B', {
          setup: () => () => {
            calls.push('B');
            throw new Error('of the integration');
          },
        }),
        named('C', { setup: () => () => void calls.push('C') }),
      ],
    });
    await close();
    expect(calls).toEqual(['C', 'B', 'A']);
    await close();
    expect(calls).toEqual(['C', 'B', 'A']);
  });
});

describe('close', () => {
  test('sends what waits, and after it nothing leaves', async () => {
    const core = setupCore({ tracesSampleRate: 1 });
    const span = startInactiveSpan({ name: 'under way' });
    captureMessage('before');
    core.client.recordDroppedEvent('before_send', 'error');
    expect(await close(1000)).toBe(true);
    const { length } = core.platform.sent;
    expect(core.reported()).toEqual({ 'before_send error': 1 });

    span.end();
    captureMessage('after');
    captureException(new Error('after'));
    addBreadcrumb({ message: 'after' });
    startSpan({ name: 'after' }, () => {});
    core.client.recordDroppedEvent('before_send', 'error');
    await core.client.sendEnvelope([{}, [[{ type: 'client_report' }, {}]]]);
    core.platform.exit();
    core.platform.advance(1_000_000);
    await flush();
    expect(core.platform.sent).toHaveLength(length);
    expect(core.platform.timers).toBe(0);
    expect(isEnabled()).toBe(false);
    expect(getIsolationScope().getLastBreadcrumb()).toBeUndefined();
  });

  test('dispose closes at once what can be closed, without anybody waiting', async () => {
    const undo = vi.fn();
    const core = setupCore({ integrations: [{ name: 'A', setup: () => undo }] });
    core.client.registerCleanup(undo);
    core.client.dispose();
    await core.settle();
    expect(undo).toHaveBeenCalledTimes(2);
    captureMessage('after');
    expect(core.platform.sent).toEqual([]);
  });

  test('an event that is still held up by beforeSend does not leave either', async () => {
    let release = (): void => {};
    const core = setupCore({
      beforeSend: (event) =>
        new Promise((resolve) => {
          release = () => resolve(event);
        }),
    });
    captureMessage('m');
    const closing = close(10);
    core.platform.advance(10);
    await core.settle();
    core.platform.advance(10);
    expect(await closing).toBe(false);
    release();
    await core.settle();
    expect(core.platform.sent).toEqual([]);
  });
});

describe('flush', () => {
  test('waits for events that are held up, at most as long as it may', async () => {
    let release = (): void => {};
    const core = setupCore({
      beforeSend: (event) =>
        new Promise((resolve) => {
          release = () => resolve(event);
        }),
    });
    captureMessage('m');
    const short = flush(10);
    core.platform.advance(10);
    expect(await short).toBe(false);
    const long = flush(1000);
    release();
    expect(await long).toBe(true);
    expect(core.events()).toHaveLength(1);
    expect(core.platform.timers).toBe(0);
  });

  test('is false when the backend never answers', async () => {
    const core = setupCore();
    core.platform.answer(() => new Promise(() => {}));
    captureMessage('m');
    const flushing = flush(2000);
    await core.settle();
    core.platform.advance(2000);
    expect(await flushing).toBe(false);
  });

  test('is false without a client', async () => {
    setupCore();
    getCurrentScope().setClient(undefined);
    expect(await flush(10)).toBe(false);
    expect(await close(10)).toBe(false);
  });
});

describe('client reports', () => {
  test('leave a minute after the first drop, all in one', async () => {
    const core = setupCore({ beforeSend: () => null });
    captureMessage('a');
    core.platform.advance(30_000);
    captureMessage('b');
    expect(core.platform.sent).toEqual([]);
    core.platform.advance(30_000);
    expect(core.envelopes()).toEqual([
      {
        headers: { sdk: { name: 'vedette.javascript.test', version: '1.2.3' }, sent_at: expect.any(String) },
        items: [
          {
            headers: { type: 'client_report' },
            payload: {
              timestamp: core.platform.now(),
              discarded_events: [{ reason: 'before_send', category: 'error', quantity: 2 }],
            },
          },
        ],
      },
    ]);
    await core.settle();
    expect(core.platform.timers).toBe(0);
    core.platform.advance(1_000_000);
    expect(core.platform.sent).toHaveLength(1);
  });

  test('leave with flush and when the program may soon be gone', async () => {
    const core = setupCore({ beforeSend: () => null });
    captureMessage('a');
    await flush(1000);
    captureMessage('b');
    core.platform.exit();
    core.platform.exit();
    expect(core.platform.sent).toHaveLength(2);
    expect(core.reported()).toEqual({ 'before_send error': 2 });
    await core.settle();
    expect(core.platform.timers).toBe(0);
  });

  test('that are lost are told of by the next one, which does not come for that alone', async () => {
    const core = setupCore({ beforeSend: () => null });
    core.platform.answer(() => ({ statusCode: 403, headers: {} }));
    captureMessage('a');
    await flush(1000);
    expect(core.platform.timers).toBe(0);
    core.platform.answer(() => ({ statusCode: 200, headers: {} }));
    captureMessage('b');
    core.platform.advance(60_000);
    await core.settle();
    expect(core.envelopes().at(-1)?.items).toMatchObject([{ payload: { discarded_events: [{ quantity: 2 }] } }]);
    await flush(1000);
    expect(core.platform.sent).toHaveLength(2);
  });

  test('name the DSN in a tunnel', async () => {
    const core = setupCore({ beforeSend: () => null, tunnel: '/t' });
    captureMessage('a');
    await flush(1000);
    expect(core.envelopes()[0]?.headers).toMatchObject({ dsn: DSN });
  });

  test('do not leave with sendClientReports: false', async () => {
    const core = setupCore({ beforeSend: () => null, sendClientReports: false });
    captureMessage('a');
    expect(core.platform.timers).toBe(0);
    await flush(1000);
    expect(core.platform.sent).toEqual([]);
  });
});

describe('a transport of the host’s own', () => {
  const own = (transport: Partial<Transport>) =>
    setupCore({ transport: () => ({ send: async () => ({}), flush: async () => true, ...transport }) });

  test('is given what it needs, and every envelope', async () => {
    const send = vi.fn(async () => ({ statusCode: 200 }));
    const factory = vi.fn(() => ({ send, flush: async () => true }));
    const core = setupCore({
      transport: factory,
      tunnel: '/t',
      transportOptions: { bufferSize: 3, headers: { a: 'b' } },
    });
    captureMessage('m');
    expect(factory).toHaveBeenCalledWith({
      url: '/t',
      tunnel: '/t',
      bufferSize: 3,
      headers: { a: 'b' },
      recordDroppedEvent: expect.any(Function),
      shrink: expect.any(Function),
      on: expect.any(Function),
      consent: undefined,
      now: core.platform.now,
      delay: core.platform.delay,
    });
    expect(send).toHaveBeenCalledTimes(1);
    expect(core.platform.sent).toEqual([]);
    expect(await flush(10)).toBe(true);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('of the host'))],
    [
      'throws',
      () => {
        throw new Error('of the host');
      },
    ],
  ])('that %s loses the event, which is counted once, and no report of it for ever', async (_, send) => {
    const sent: unknown[] = [];
    const core = own({
      send: (envelope) => {
        sent.push(envelope[1][0]?.[1]);
        return send();
      },
    });
    captureMessage('m');
    await core.settle();
    core.platform.advance(60_000);
    await core.settle();
    core.platform.advance(600_000);
    expect(sent).toEqual([
      expect.objectContaining({ message: 'm' }),
      expect.objectContaining({ discarded_events: [{ reason: 'network_error', category: 'error', quantity: 1 }] }),
    ]);
  });

  test.each([
    ['nothing', () => undefined],
    ['text', () => 'fine'],
  ])('may return %s instead of a promise', async (_, send) => {
    own({ send: send as never, flush: send as never });
    expect(() => captureMessage('m')).not.toThrow();
    await expect(flush(10)).resolves.toBeTypeOf('boolean');
  });

  test('that cannot flush makes flush false', async () => {
    own({ flush: () => Promise.reject(new Error('of the host')) });
    expect(await flush(10)).toBe(false);
  });

  test('that cannot be made turns the client off', () => {
    const core = setupCore({
      transport: () => {
        throw new Error('of the host');
      },
    });
    captureMessage('m');
    expect(core.client.isEnabled()).toBe(false);
    expect(core.platform.sent).toEqual([]);
  });
});

describe('hooks', () => {
  test('tell what happens to an event, in order', async () => {
    const { client, settle } = setupCore();
    const calls: unknown[] = [];
    client.on('beforeSendEvent', (event) => calls.push(['beforeSendEvent', event.message]));
    client.on('beforeEnvelope', ([, items]) => calls.push(['beforeEnvelope', items.length]));
    client.on('afterSendEvent', (event, { statusCode }) => calls.push(['afterSendEvent', event.message, statusCode]));
    captureMessage('m');
    await settle();
    expect(calls).toEqual([
      ['beforeSendEvent', 'm'],
      ['beforeEnvelope', 1],
      ['afterSendEvent', 'm', 200],
    ]);
  });

  test('tell of flush and close', async () => {
    const { client } = setupCore();
    const calls: string[] = [];
    client.on('beforeClose', () => calls.push('beforeClose'));
    client.on('flush', () => calls.push('flush'));
    client.on('close', () => calls.push('close'));
    await close();
    expect(calls).toEqual(['beforeClose', 'flush', 'close']);
  });

  test('call no listener that was taken off, and go on after one that throws', () => {
    const { client } = setupCore();
    const off = vi.fn();
    const on = vi.fn();
    client.on('flush', () => {
      throw new Error('of a listener');
    });
    client.on('flush', off)();
    client.on('flush', on);
    client.emit('flush');
    expect(off).not.toHaveBeenCalled();
    expect(on).toHaveBeenCalledTimes(1);
  });
});

test('two clients do not mix', () => {
  const first = setupCore({ release: 'first' });
  const second = setupCore({ release: 'second' });
  captureMessage('to the current one');
  first.client.captureMessage('to the first');
  expect(first.events()).toMatchObject([{ message: 'to the first', release: 'first' }]);
  expect(second.events()).toMatchObject([{ message: 'to the current one', release: 'second' }]);
});
