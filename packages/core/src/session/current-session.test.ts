import { beforeEach, describe, expect, test, vi } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, DSN, setupCore } from '../../test-support/setup-core.ts';
import { flush } from '../capture/capture.ts';
import { setUser } from '../capture/context.ts';
import { getIsolationScope } from '../scope/current.ts';
import type { ClientOptions } from '../types/client.ts';
import type { SerializedSession, Session } from '../types/session.ts';
import { captureSession, endSession, startSession } from './current-session.ts';
import { sendSession } from './send-session.ts';
import { makeSession, updateSession } from './update-session.ts';

const setup = (options: ClientOptions = {}): Core => setupCore({ release: 'shop@1.4.2', ...options });

/** The sessions that left, in order. */
function sentBy(core: Core): SerializedSession[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === 'session')
    .map(({ payload }) => payload as SerializedSession);
}

describe('startSession', () => {
  test('begins a session of this scope and sends nothing', () => {
    const core = setup();
    const session = startSession();
    expect(getIsolationScope().getSession()).toBe(session);
    expect(core.platform.sent).toEqual([]);
  });

  test('knows the user already set, and what it is told', () => {
    setup();
    setUser({ id: 'ann' });
    expect(startSession({ ignoreDuration: true })).toMatchObject({ did: 'ann', ignoreDuration: true });
    expect(startSession({ user: { id: 'bob' } }).did).toBe('bob');
  });

  test('ends the one before, and sends its end', () => {
    const core = setup();
    const first = startSession();
    const second = startSession();
    expect(sentBy(core)).toMatchObject([{ sid: first.sid, status: 'exited', init: true }]);
    expect(second.sid).not.toBe(first.sid);
  });

  test('without a client gives a session all the same', () => {
    setup();
    getIsolationScope().clear();
    expect(startSession().status).toBe('ok');
  });

  test.each(Object.entries(HOSTILE))('given %s harms nothing', (_, make) => {
    setup();
    expect(startSession(make() as never).sid).toMatch(/^[0-9a-f]{32}$/);
    expect(() => endSession()).not.toThrow();
  });
});

describe('captureSession', () => {
  test('sends the session as it is, the first time as new', () => {
    const core = setup({ environment: 'test' });
    const { sid } = startSession();
    captureSession();
    core.platform.advance(1000);
    updateSession(getIsolationScope().getSession() as Session, { errors: 2 });
    captureSession();
    const attrs = { release: 'shop@1.4.2', environment: 'test' };
    expect(sentBy(core)).toMatchObject([
      { sid, init: true, status: 'ok', errors: 0, attrs },
      { sid, init: false, status: 'ok', errors: 2, attrs },
    ]);
  });

  test('tells who sends it, and through a tunnel also where to', () => {
    const core = setup({ tunnel: 'https://shop.example/tunnel' });
    startSession();
    captureSession();
    expect(core.envelopes()[0]?.headers).toMatchObject({
      sent_at: expect.any(String),
      sdk: { name: 'vedette.javascript.test', version: '1.2.3' },
      dsn: DSN,
    });
  });

  test('ends the session when told to', () => {
    const core = setup();
    startSession();
    captureSession(true);
    expect(sentBy(core)).toMatchObject([{ status: 'exited' }]);
    expect(getIsolationScope().getSession()).toBeUndefined();
  });

  test('without a session or a client sends nothing', () => {
    const core = setup();
    captureSession();
    captureSession(true);
    endSession();
    expect(core.platform.sent).toEqual([]);
  });

  test('is heard by the hook, which may change it before it leaves', () => {
    const core = setup();
    core.client.on('beforeSendSession', (session) => Object.assign(session, { userAgent: 'Netscape' }));
    startSession();
    captureSession();
    expect(sentBy(core)[0]?.attrs?.user_agent).toBe('Netscape');
  });
});

describe('endSession', () => {
  test('sends the end with its duration, and lets go of the session', () => {
    const core = setup();
    startSession();
    captureSession();
    core.platform.advance(3000);
    endSession();
    endSession();
    expect(sentBy(core)).toMatchObject([
      { init: true, status: 'ok', duration: 0 },
      { init: false, status: 'exited', duration: expect.closeTo(3) },
    ]);
    expect(getIsolationScope().getSession()).toBeUndefined();
  });

  test('sends no end twice', () => {
    const core = setup();
    const session = startSession();
    updateSession(session, { status: 'crashed' });
    captureSession();
    captureSession();
    endSession();
    expect(sentBy(core)).toMatchObject([{ status: 'crashed', errors: 1 }]);
  });
});

describe('a user', () => {
  test('set later is the session’s, without another sending', () => {
    const core = setup();
    startSession();
    setUser({ id: 'ann', ip_address: '192.0.2.1' });
    expect(getIsolationScope().getSession()).toMatchObject({ did: 'ann', ipAddress: '192.0.2.1' });
    setUser({ id: 'bob' });
    setUser(null);
    expect(getIsolationScope().getSession()?.did).toBe('ann');
    expect(core.platform.sent).toEqual([]);
  });

  test('set after the session was sent is sent too, and so is each other one; other changes are not', () => {
    const core = setup();
    startSession();
    captureSession();
    getIsolationScope().setTag('page', 'cart');
    setUser({ id: 'ann' });
    setUser({ id: 'ann', username: 'Ann' });
    setUser({ id: 'ann', ip_address: '192.0.2.1' });
    const attrs = { ip_address: '192.0.2.1' };
    expect(sentBy(core)).toMatchObject([{ init: true }, { init: false, did: 'ann' }, { did: 'ann', attrs }]);
    expect(sentBy(core)).toHaveLength(3);
  });

  test('is told to the session of the day, also after many of them', () => {
    setup();
    const addScopeListener = vi.spyOn(getIsolationScope(), 'addScopeListener');
    const sessions = Array.from({ length: 20 }, () => startSession());
    setUser({ id: 'ann' });
    expect(sessions.map(({ did }) => did).filter(Boolean)).toEqual(['ann']);
    expect(addScopeListener.mock.calls.length).toBeLessThanOrEqual(1);
  });

  test('leaves a session alone that ended', () => {
    setup();
    const session = startSession();
    endSession();
    setUser({ id: 'ann' });
    expect(session.did).toBeUndefined();
  });
});

describe('what is not sent', () => {
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    vi.spyOn(console, 'log').mockImplementation((...args) => void lines.push(args.join(' ')));
  });

  test('a session without a release, of which debug tells', () => {
    const core = setup({ release: undefined, debug: true });
    const session = startSession();
    captureSession(true);
    expect(core.platform.sent).toEqual([]);
    expect(session.init).toBe(true);
    expect(lines.join()).toContain('there is no release');
  });

  test('one with a release of its own is sent', () => {
    const core = setup({ release: undefined });
    startSession({ release: 'own@2' });
    captureSession();
    expect(sentBy(core)[0]?.attrs?.release).toBe('own@2');
  });

  test('anything after the client is closed', async () => {
    const core = setup();
    const session = startSession();
    await core.client.close();
    captureSession(true);
    sendSession(core.client, makeSession({ release: 'a@1' }));
    expect(core.platform.sent).toEqual([]);
    expect(session.init).toBe(true);
  });
});

describe('a backend that does not take it', () => {
  const answerOnce = (core: Core, statusCode: number): void => {
    core.platform.answer(() => {
      core.platform.answer({ statusCode: 200, headers: {} });
      return { statusCode, headers: {} };
    });
  };

  test.each([400, 413, 403])(
    'answers %i: the next update is the first it hears of, and the drop is counted',
    async (status) => {
      const core = setup();
      answerOnce(core, status);
      startSession();
      captureSession();
      await core.settle();
      captureSession();
      await core.settle();
      captureSession();
      expect(sentBy(core).map(({ init }) => init)).toEqual([true, true, false]);
      await flush();
      expect(core.reported()).toEqual({ 'send_error session': 1 });
    },
  );

  test('limits sessions: they are dropped and counted, errors are not', async () => {
    const core = setup();
    core.platform.answer({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60:session:key' } });
    startSession();
    captureSession();
    await core.settle();
    captureSession();
    core.client.captureMessage('m');
    await core.settle();
    await flush();
    expect(sentBy(core)).toHaveLength(1);
    expect(core.events()).toHaveLength(1);
    expect(core.reported()).toEqual({ 'ratelimit_backoff session': 1 });
  });
});
