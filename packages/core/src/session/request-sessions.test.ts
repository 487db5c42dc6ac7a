import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { captureException, captureMessage, flush } from '../capture/capture.ts';
import { setAsyncContext, withIsolationScope } from '../scope/current.ts';
import type { ClientOptions } from '../types/client.ts';
import type { SessionAggregates } from '../types/session.ts';
import { createRequestSessions, type RequestSessions } from './request-sessions.ts';

/** The clock of the memory platform starts 5.678 seconds into this minute. */
const MINUTE = '2026-01-02T03:04:00.000Z';
const NEXT_MINUTE = '2026-01-02T03:05:00.000Z';

interface Server extends Core {
  sessions: RequestSessions;
  /** Serves a request; its session ends with the handler. */
  serve(handler?: () => void): void;
}

/** A server that keeps requests apart. */
function setup(options: ClientOptions = {}, flushDelayMs?: number): Server {
  const core = setupCore({ release: 'shop@1.4.2', environment: 'test', ...options });
  const storage = new AsyncLocalStorage<object>();
  setAsyncContext({
    isolates: true,
    get: () => storage.getStore(),
    run: (value, callback) => storage.run(value, callback),
  });
  const sessions = createRequestSessions(core.client, flushDelayMs);
  const serve: Server['serve'] = (handler = () => {}) =>
    withIsolationScope((isolation) => {
      const end = sessions.start(isolation);
      handler();
      end();
    });
  return { ...core, sessions, serve };
}

function sentBy(core: Core): SessionAggregates[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === 'sessions')
    .map(({ payload }) => payload as SessionAggregates);
}

const fail = (): unknown => captureException(new Error('x'));
const crash = (): unknown => captureException(new Error('x'), { mechanism: { type: 'auto.test', handled: false } });

describe('requests are counted', () => {
  test('by the way they went', async () => {
    const server = setup();
    server.serve();
    server.serve(() => captureMessage('m'));
    server.serve(fail);
    server.serve(crash);
    server.serve(() => {
      crash();
      fail();
    });
    await flush();
    expect(sentBy(server)).toEqual([
      {
        aggregates: [{ started: MINUTE, exited: 2, errored: 1, crashed: 2 }],
        attrs: { release: 'shop@1.4.2', environment: 'test' },
      },
    ]);
  });

  test('by the minute they began in', async () => {
    const server = setup();
    withIsolationScope((isolation) => {
      const end = server.sessions.start(isolation);
      server.platform.advance(59_000);
      server.serve();
      end();
    });
    await flush();
    expect(sentBy(server)[0]?.aggregates).toEqual([
      { started: NEXT_MINUTE, exited: 1 },
      { started: MINUTE, exited: 1 },
    ]);
  });

  test('also when the error comes from a scope within', async () => {
    const server = setup();
    server.serve(() => withIsolationScope(fail));
    await flush();
    expect(sentBy(server)[0]?.aggregates).toEqual([{ started: MINUTE, errored: 1 }]);
  });

  test('each with its own errors', async () => {
    const server = setup();
    withIsolationScope((isolation) => {
      const end = server.sessions.start(isolation);
      server.serve(crash);
      end();
    });
    fail();
    await flush();
    expect(sentBy(server)[0]?.aggregates).toEqual([{ started: MINUTE, exited: 1, crashed: 1 }]);
  });

  test('with errors that only sampling left out, without those the host dropped', async () => {
    const sampled = setup({ sampleRate: 0 });
    sampled.serve(fail);
    await flush();
    expect(sentBy(sampled)[0]?.aggregates).toEqual([{ started: MINUTE, errored: 1 }]);
    const dropped = setup({ beforeSend: () => null });
    dropped.serve(fail);
    await flush();
    expect(sentBy(dropped)[0]?.aggregates).toEqual([{ started: MINUTE, exited: 1 }]);
  });
});

describe('the counts leave', () => {
  test('a minute after the first of them, and no timer runs before', () => {
    const server = setup();
    expect(server.platform.timers).toBe(0);
    server.serve();
    server.platform.advance(59_999);
    server.serve();
    expect(sentBy(server)).toEqual([]);
    server.platform.advance(1);
    expect(sentBy(server)).toHaveLength(1);
    expect(server.platform.timers).toBe(0);
    server.platform.advance(120_000);
    expect(sentBy(server)).toHaveLength(1);
  });

  test('after the delay one asks for', () => {
    const server = setup({}, 500);
    server.serve();
    server.platform.advance(500);
    expect(sentBy(server)).toHaveLength(1);
  });

  test('with a flush, which leaves nothing behind', async () => {
    const server = setup();
    server.serve();
    await flush();
    await flush();
    server.platform.advance(60_000);
    expect(sentBy(server)).toHaveLength(1);
  });

  test('when the client closes', async () => {
    const server = setup();
    server.serve();
    await server.client.close();
    expect(sentBy(server)).toHaveLength(1);
  });

  test('before they are more than one item may hold', async () => {
    const server = setup();
    const ends = Array.from({ length: 150 }, () => {
      server.platform.advance(60_000);
      return withIsolationScope((isolation) => server.sessions.start(isolation));
    });
    for (const end of ends) {
      end();
    }
    await flush();
    expect(sentBy(server).map(({ aggregates }) => aggregates.length)).toEqual([100, 50]);
  });

  test('and are heard by the hook', async () => {
    const server = setup();
    const heard: unknown[] = [];
    server.client.on('beforeSendSession', (session) => void heard.push(session));
    server.serve();
    await flush();
    expect(heard).toMatchObject([{ aggregates: [{ exited: 1 }] }]);
  });
});

test('requests that fail as those before count as errored though flood control holds the errors back', async () => {
  const server = setup();
  for (let n = 0; n < 50; n++) {
    server.serve(() =>
      captureException(Object.assign(new Error('down'), { stack: 'Error: down\n    at a (/app.js:1:1)' })),
    );
  }
  await flush();
  expect(server.events()).toHaveLength(10);
  expect(sentBy(server)).toMatchObject([{ aggregates: [{ errored: 50 }] }]);
});

test('requests whose errors the host drops count as well, however many they are', async () => {
  const server = setup({ beforeSend: () => null });
  for (let n = 0; n < 50; n++) {
    server.serve(() =>
      captureException(Object.assign(new Error('known'), { stack: 'Error: known\n    at a (/app.js:1:1)' })),
    );
  }
  await flush();
  expect(sentBy(server)).toMatchObject([{ aggregates: [{ exited: 50 }] }]);
});

test('nothing leaves without a release', async () => {
  const server = setup({ release: undefined });
  server.serve();
  await flush();
  expect(sentBy(server)).toEqual([]);
});

test('stop sends what there is and hears no more', async () => {
  const server = setup();
  server.serve();
  server.sessions.stop();
  expect(sentBy(server)).toHaveLength(1);
  expect(server.platform.timers).toBe(0);
  withIsolationScope((isolation) => {
    server.sessions.start(isolation);
    crash();
    expect(isolation.getScopeData().sdkProcessingMetadata).toEqual({ requestSession: { status: 'ok' } });
  });
});
