import { describe, expect, test } from 'vitest';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { captureEvent, captureException, captureMessage } from '../capture/capture.ts';
import { getIsolationScope, setCurrentClient } from '../scope/current.ts';
import { startSpan } from '../trace/start-span.ts';
import type { ClientOptions } from '../types/client.ts';
import type { SerializedSession } from '../types/session.ts';
import { endSession, startSession } from './current-session.ts';
import { followErrors } from './follow-errors.ts';

const setup = (options: ClientOptions = {}): Core => {
  const core = setupCore({ release: 'shop@1.4.2', ...options });
  startSession();
  return core;
};

/** What left, in order: sessions by status and errors, the rest by type. */
function left(core: Core): string[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .map(({ headers: { type }, payload }) => {
      const { status, errors, init } = payload as SerializedSession;
      return type === 'session' ? `${status} ${errors}${init ? ' init' : ''}` : type;
    });
}

const crash = (): string =>
  captureException(new Error('x'), { mechanism: { type: 'auto.test.uncaught', handled: false } });

describe('an error', () => {
  test('counts, and the first is told before it is sent itself', () => {
    const core = setup();
    captureException(new Error('one'));
    captureException(new Error('two'));
    expect(left(core)).toEqual(['ok 1 init', 'event', 'event']);
    expect(getIsolationScope().getSession()).toMatchObject({ status: 'ok', errors: 2 });
    endSession();
    expect(left(core).at(-1)).toBe('exited 2');
  });

  test('that nobody handled ends the session as crashed', () => {
    const core = setup();
    captureException(new Error('one'));
    crash();
    crash();
    captureException(new Error('after'));
    endSession();
    expect(left(core).filter((one) => one !== 'event')).toEqual(['ok 1 init', 'crashed 2']);
  });

  test('anywhere in the chain that nobody handled counts as a crash', () => {
    const core = setup();
    captureEvent({
      exception: { values: [{ value: 'a', mechanism: { type: 'x', handled: false } }, { value: 'b' }] },
    });
    expect(left(core)).toEqual(['crashed 1 init', 'event']);
  });

  test('is unhandled where a browser asks for that word', () => {
    const core = setupCore({ release: 'shop@1.4.2' });
    followErrors(core.client, 'unhandled');
    startSession();
    crash();
    expect(left(core)).toEqual(['unhandled 1 init', 'event']);
  });

  test('that only sampling left out counts', () => {
    const core = setup({ sampleRate: 0 });
    captureException(new Error('x'));
    expect(left(core)).toEqual(['ok 1 init']);
  });

  test.each<[string, ClientOptions]>([
    ['beforeSend', { beforeSend: () => null }],
    ['an integration', { integrations: [{ name: 'Drop', processEvent: () => null }] }],
    [
      'a callback that throws',
      {
        beforeSend: () => {
          throw new Error('of the host');
        },
      },
    ],
  ])('that %s dropped does not count', (_, options) => {
    const core = setup(options);
    crash();
    expect(left(core)).toEqual([]);
    expect(getIsolationScope().getSession()).toMatchObject({ status: 'ok', errors: 0 });
  });

  test('counts once with two sessions in a row, and in the one it happened in', () => {
    const core = setup();
    startSession();
    captureException(new Error('x'));
    expect(left(core)).toEqual(['exited 0 init', 'ok 1 init', 'event']);
  });

  test('of another client does not count', () => {
    const core = setup();
    const other = setupCore({ release: 'shop@1.4.2' }, { platform: core.platform });
    setCurrentClient(core.client);
    other.client.captureException(new Error('x'));
    expect(getIsolationScope().getSession()?.errors).toBe(0);
  });

  test('without a session changes nothing', () => {
    const core = setup();
    endSession();
    crash();
    expect(left(core)).toEqual(['exited 0 init', 'event']);
  });
});

describe('a message', () => {
  test.each([false, true])('never counts (attachStacktrace: %s)', (attachStacktrace) => {
    const core = setup({ attachStacktrace });
    captureMessage('m', 'error');
    expect(left(core)).toEqual(['event']);
    expect(getIsolationScope().getSession()?.errors).toBe(0);
  });

  test('that is fatal is a crash', () => {
    const core = setup();
    captureEvent({ message: 'm', level: 'fatal' });
    expect(left(core)).toEqual(['crashed 1 init', 'event']);
  });
});

test('a transaction never counts', () => {
  const core = setup({ tracesSampleRate: 1 });
  getIsolationScope().setLevel('fatal');
  startSpan({ name: 'work' }, () => {});
  expect(left(core)).toEqual(['transaction']);
});

test('without a release errors are sent as ever', () => {
  const core = setup({ release: undefined });
  crash();
  expect(left(core)).toEqual(['event']);
});
