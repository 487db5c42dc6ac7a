import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { createTestPlatform, setupCore } from '../../test-support/setup-core.ts';
import type { SessionStatus } from '../types/session.ts';
import { closeSession, makeSession, updateSession } from './update-session.ts';

describe('a new session', () => {
  test('is well, unsent and began now', () => {
    const { platform } = setupCore();
    const now = platform.now();
    expect(makeSession()).toMatchObject({
      sid: expect.stringMatching(/^[0-9a-f]{32}$/),
      init: true,
      status: 'ok',
      errors: 0,
      started: now,
      timestamp: now,
      ignoreDuration: false,
    });
    expect(makeSession().toJSON().duration).toBe(0);
    expect(makeSession().sid).not.toBe(makeSession().sid);
  });

  test('goes by the clock of the system without a client', () => {
    createTestPlatform();
    const before = Date.now() / 1000;
    expect(makeSession().started).toBeGreaterThanOrEqual(before);
  });

  test('knows what it is given', () => {
    const given = { sid: 'a'.repeat(32), started: 100, release: 'a@1', environment: 'test', userAgent: 'Netscape' };
    expect(makeSession(given)).toMatchObject(given);
  });
});

describe('a session belongs to', () => {
  test.each([
    ['the user’s id', { id: 12, email: 'a@b.example', username: 'ann' }, '12'],
    ['else the e-mail address', { id: '', email: 'a@b.example', username: 'ann' }, 'a@b.example'],
    ['else the name', { username: 'ann' }, 'ann'],
    ['nobody without any of them', { name: 'Ann' }, undefined],
    ['nobody without a user', null, undefined],
  ])('%s', (_, user, did) => {
    expect(makeSession({ user }).did).toBe(did);
  });

  test('whom it belonged to first', () => {
    const session = makeSession();
    updateSession(session, { user: { id: 'first', ip_address: '192.0.2.1' } });
    updateSession(session, { user: { id: 'second', ip_address: '192.0.2.2' } });
    updateSession(session, { did: 'third', ipAddress: '192.0.2.3' });
    expect(session).toMatchObject({ did: 'first', ipAddress: '192.0.2.1' });
  });
});

describe('time', () => {
  test('is that of the last change, and the duration goes with it', () => {
    const { platform } = setupCore();
    const session = makeSession();
    platform.advance(2500);
    updateSession(session);
    expect(session.timestamp).toBe(platform.now());
    expect(session.toJSON().duration).toBeCloseTo(2.5);
  });

  test('is not told where it says nothing', () => {
    expect(makeSession({ ignoreDuration: true, duration: 3 }).toJSON().duration).toBeUndefined();
    expect(makeSession({ duration: 3 }).toJSON().duration).toBe(3);
  });

  test('never runs backwards', () => {
    expect(makeSession({ started: 200, timestamp: 100 }).toJSON().duration).toBe(0);
  });
});

describe('what is over stays over', () => {
  test.each<SessionStatus>(['exited', 'crashed', 'abnormal', 'unhandled'])('%s', (status) => {
    const session = makeSession({ status });
    const before = { ...session };
    for (const other of ['ok', 'exited', 'crashed', 'abnormal', 'unhandled'] as const) {
      updateSession(session, { status: other, errors: 7, timestamp: 1, did: 'late' });
    }
    closeSession(session);
    expect({ ...session }).toEqual(before);
  });

  test('closing ends it as exited, or as one says', () => {
    const [one, other] = [makeSession(), makeSession()];
    closeSession(one);
    closeSession(other, 'abnormal');
    expect([one.status, other.status]).toEqual(['exited', 'abnormal']);
  });

  test.each<[SessionStatus, number]>([
    ['crashed', 1],
    ['unhandled', 1],
    ['abnormal', 0],
    ['exited', 0],
  ])('%s has at least %i errors', (status, errors) => {
    expect(makeSession({ status }).errors).toBe(errors);
    expect(makeSession({ status, errors: 3 }).errors).toBe(3);
  });
});

describe('as JSON', () => {
  test('times are texts and attributes stand together', () => {
    const session = makeSession({
      sid: 'b'.repeat(32),
      started: 1_767_323_045,
      timestamp: 1_767_323_046.5,
      release: 'a@1',
      environment: 'test',
      userAgent: 'Netscape',
      user: { id: '1', ip_address: '192.0.2.1' },
    });
    expect(JSON.parse(JSON.stringify(session))).toEqual({
      sid: 'b'.repeat(32),
      did: '1',
      init: true,
      started: '2026-01-02T03:04:05.000Z',
      timestamp: '2026-01-02T03:04:06.500Z',
      duration: 1.5,
      status: 'ok',
      errors: 0,
      attrs: { release: 'a@1', environment: 'test', ip_address: '192.0.2.1', user_agent: 'Netscape' },
    });
  });

  test('a copy speaks for itself', () => {
    const session = makeSession({ errors: 1 });
    expect(JSON.parse(JSON.stringify({ ...session, errors: 2 })).errors).toBe(2);
  });

  test('says why it is abnormal, and only then', () => {
    expect(makeSession({ status: 'abnormal', abnormal_mechanism: 'anr' }).toJSON().abnormal_mechanism).toBe('anr');
    expect(makeSession({ status: 'exited', abnormal_mechanism: 'anr' }).toJSON().abnormal_mechanism).toBeUndefined();
  });
});

test.each(Object.entries(HOSTILE))('%s as a change harms nothing', (_, make) => {
  const session = makeSession();
  expect(() => updateSession(session, make() as never)).not.toThrow();
  expect(() => updateSession(session, { user: make() as never })).not.toThrow();
  expect(() => makeSession(make() as never)).not.toThrow();
});
