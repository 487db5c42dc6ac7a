// @vitest-environment jsdom
import type { Envelope } from '@vedette/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import {
  type BrowserOptions,
  type BrowserSessionOptions,
  browserSessionIntegration,
  captureException,
  captureSession,
  flush,
  getIsolationScope,
  type Session,
  setTag,
  setUser,
} from '../index.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  history.replaceState(null, '', '/');
});
afterEach(() => vi.useRealTimers());

type Sent = Pick<Session, 'sid' | 'init' | 'status' | 'errors'> & { did?: string; duration?: number; attrs: object };

interface Page {
  /** Sessions that left, in order. */
  sent: Sent[];
  client: ReturnType<typeof startPage>['client'];
}

function start(session: BrowserSessionOptions = {}, options: BrowserOptions = {}): Page {
  const sent: Sent[] = [];
  const keep = (envelope: Envelope): void => {
    for (const [{ type }, payload] of envelope[1]) {
      if (type === 'session') {
        sent.push(JSON.parse(JSON.stringify(payload)));
      }
    }
  };
  const hear = { name: 'Hear', beforeSetup: (client: Page['client']) => void client.on('beforeEnvelope', keep) };
  const { client } = startPage({
    release: 'shop@1.4.2',
    integrations: [hear, browserSessionIntegration(session)],
    ...options,
  });
  return { sent, client };
}

const idle = (): unknown => vi.runAllTimers();
const statuses = (page: Page): string[] => page.sent.map(({ status, init }) => `${status}${init ? ' init' : ''}`);

function hide(): void {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  Reflect.deleteProperty(document, 'visibilityState');
}

describe('a page’s session', () => {
  it('is sent when the browser is idle, and once', () => {
    const page = start();
    expect(page.sent).toEqual([]);
    idle();
    hide();
    expect(page.sent).toEqual([
      {
        sid: expect.stringMatching(/^[0-9a-f]{32}$/),
        init: true,
        status: 'ok',
        errors: 0,
        started: expect.any(String),
        timestamp: expect.any(String),
        attrs: { release: 'shop@1.4.2', environment: 'production', user_agent: navigator.userAgent },
      },
    ]);
  });

  it('is sent when the page is hidden before', () => {
    const page = start();
    hide();
    idle();
    expect(statuses(page)).toEqual(['ok init']);
  });

  it('waits for the browser to say that it is idle, where it does', () => {
    let run = (): void => {};
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => {
      run = callback;
      return 7;
    });
    vi.stubGlobal('cancelIdleCallback', vi.fn());
    const page = start();
    idle();
    expect(page.sent).toEqual([]);
    run();
    expect(statuses(page)).toEqual(['ok init']);
    vi.unstubAllGlobals();
  });

  it('is sent with a flush', async () => {
    const page = start();
    await flush();
    idle();
    expect(statuses(page)).toEqual(['ok init']);
  });

  it('meets an error before it was sent, and is sent by that alone', () => {
    const page = start();
    captureException(new Error('x'));
    idle();
    expect(page.sent).toMatchObject([{ init: true, status: 'ok', errors: 1 }]);
  });

  it('crashes when nobody handles an error', () => {
    const page = start();
    idle();
    captureException(new Error('x'), { mechanism: { type: 'auto.test', handled: false } });
    expect(statuses(page)).toEqual(['ok init', 'crashed']);
  });

  it('ends as unhandled where that is asked for', () => {
    const page = start({ crashStatus: 'unhandled' });
    captureException(new Error('x'), { mechanism: { type: 'auto.test', handled: false } });
    expect(statuses(page)).toEqual(['unhandled init']);
  });

  it('is not sent without a release, for which nothing is patched', () => {
    const { pushState } = history;
    const page = start({}, { release: undefined, defaultIntegrations: false });
    idle();
    expect(page.sent).toEqual([]);
    expect(history.pushState).toBe(pushState);
  });

  it('is there by default', () => {
    startPage({ release: 'shop@1.4.2' });
    expect(getIsolationScope().getSession()).toMatchObject({ status: 'ok', init: true });
  });
});

describe('with another address', () => {
  it('the session ends and the next one begins', () => {
    const page = start();
    idle();
    history.pushState(null, '', '/cart');
    expect(statuses(page)).toEqual(['ok init', 'exited']);
    idle();
    expect(statuses(page)).toEqual(['ok init', 'exited', 'ok init']);
    const [first, end, second] = page.sent;
    expect(end?.sid).toBe(first?.sid);
    expect(second?.sid).not.toBe(first?.sid);
  });

  it('one that was not sent yet is sent as it ends', () => {
    const page = start();
    history.pushState(null, '', '/cart');
    history.pushState(null, '', '/pay');
    idle();
    expect(statuses(page)).toEqual(['exited init', 'exited init', 'ok init']);
  });

  it('nothing changes where the session is that of the page', () => {
    const page = start({ lifecycle: 'page' });
    idle();
    history.pushState(null, '', '/cart');
    idle();
    expect(statuses(page)).toEqual(['ok init']);
  });
});

describe('a user', () => {
  it('who is known before the page is idle is sent along', () => {
    const page = start();
    setUser({ id: 'ann' });
    idle();
    expect(page.sent).toMatchObject([{ init: true, did: 'ann' }]);
  });

  it('who is known later is told, and what else changes is not', () => {
    const page = start();
    idle();
    setTag('page', 'cart');
    setUser({ id: 'ann' });
    setUser({ id: 'ann', username: 'Ann' });
    setTag('page', 'pay');
    expect(page.sent).toMatchObject([{ init: true }, { init: false, did: 'ann' }]);
    expect(page.sent).toHaveLength(2);
  });

  it('with another address is told again', () => {
    const page = start();
    idle();
    setUser({ ip_address: '192.0.2.1' });
    expect(page.sent[1]?.attrs).toMatchObject({ ip_address: '192.0.2.1' });
  });
});

describe('after it is closed', () => {
  it('nothing is heard any more', async () => {
    const page = start();
    idle();
    await page.client.close();
    history.pushState(null, '', '/cart');
    setUser({ id: 'ann' });
    captureSession(true);
    idle();
    expect(statuses(page)).toEqual(['ok init']);
  });

  it('a later init has sessions of its own', () => {
    const first = start();
    idle();
    const { sid } = getIsolationScope().getSession() as Session;
    const second = start();
    idle();
    setUser({ id: 'ann' });
    history.pushState(null, '', '/cart');
    expect(statuses(first)).toEqual(['ok init']);
    // The second init ended the session it found.
    expect(second.sent[0]).toMatchObject({ sid, status: 'exited' });
    expect(statuses(second).slice(1)).toEqual(['ok init', 'ok', 'exited']);
  });
});

it('where there is no page nothing is done', () => {
  const { document } = globalThis;
  vi.stubGlobal('document', undefined);
  const page = start();
  idle();
  vi.stubGlobal('document', document);
  vi.unstubAllGlobals();
  expect(page.sent).toEqual([]);
  expect(getIsolationScope().getSession()).toBeUndefined();
});
