// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DSN, startPage } from '../../test-support/start-page.ts';
import { type ReportingObserverOptions, reportingObserverIntegration } from '../index.ts';

type Hear = (reports: object[]) => void;

interface Observing {
  hear: Hear;
  options: object;
  isObserving: boolean;
}

afterEach(() => vi.unstubAllGlobals());

/** jsdom has no such observer; e2e tests see that of Chromium. */
function start(options?: ReportingObserverOptions) {
  const observing: Observing[] = [];
  vi.stubGlobal(
    'ReportingObserver',
    class {
      one: Observing;

      constructor(hear: Hear, given: object) {
        this.one = { hear, options: given, isObserving: false };
        observing.push(this.one);
      }

      observe() {
        this.one.isObserving = true;
      }

      disconnect() {
        this.one.isObserving = false;
      }
    },
  );
  const page = startPage({ integrations: [reportingObserverIntegration(options)] });
  return { ...page, observing, report: (...reports: object[]) => observing[0]?.hear(reports) };
}

/** A body as browsers make it: what it says are getters of its prototype. */
const body = (): object =>
  Object.create({
    get id() {
      return 'SyncXHR';
    },
    get message() {
      return 'Synchronous XMLHttpRequest is deprecated';
    },
  });

function violate(members: Partial<SecurityPolicyViolationEvent>): void {
  document.dispatchEvent(
    Object.assign(new Event('securitypolicyviolation', { bubbles: true }), {
      documentURI: location.href,
      effectiveDirective: 'script-src-elem',
      disposition: 'enforce',
      ...members,
    }),
  );
}

describe('reports of the browser', () => {
  it('are messages with what they say', () => {
    const { events, report } = start();
    report({ type: 'deprecation', url: `${location.origin}/?token=s3cret`, body: body() });
    expect(events()).toMatchObject([
      {
        level: 'info',
        message: 'ReportingObserver [deprecation]: Synchronous XMLHttpRequest is deprecated',
        extra: {
          url: `${location.origin}/?token=[Filtered]`,
          body: { id: 'SyncXHR', message: 'Synchronous XMLHttpRequest is deprecated' },
        },
      },
    ]);
  });

  it.each([
    [{ type: 'crash', body: { crashId: '7', reason: 'oom' } }, '[crash]: 7 oom'],
    [{ type: 'crash', body: { reason: 'oom' } }, '[crash]: oom'],
    [{ type: 'crash', body: {} }, '[crash]: No details available'],
    [{ type: 'intervention', body: null }, '[intervention]: No details available'],
    [{ type: 'intervention' }, '[intervention]: No details available'],
  ])('%j', (report, text) => {
    const page = start();
    page.report({ url: location.href, ...report });
    expect(page.events()[0]?.message).toBe(`ReportingObserver ${text}`);
  });

  it('are asked for by type, also those from before', () => {
    expect(start().observing).toMatchObject([
      { options: { buffered: true, types: ['crash', 'deprecation', 'intervention'] }, isObserving: true },
    ]);
    expect(start({ types: ['crash'] }).observing).toMatchObject([{ options: { types: ['crash'] } }]);
    expect(start({ types: ['csp-violation'] }).observing).toEqual([]);
  });

  it('are not heard any more after it was closed', async () => {
    const { client, events, observing, report } = start();
    await client.close();
    report({ type: 'deprecation', url: location.href, body: body() });
    expect(observing[0]?.isObserving).toBe(false);
    expect(events()).toEqual([]);
  });

  it('are nothing that a browser without them would miss', () => {
    const { client } = startPage({ integrations: [reportingObserverIntegration()] });
    expect(client.getIntegrationNames()).toContain('ReportingObserver');
  });
});

describe('what a Content-Security-Policy blocked', () => {
  it('is a message that groups by what was blocked', () => {
    const { events } = start();
    violate({
      blockedURI: 'https://tags.example/a.js?token=s3cret',
      sourceFile: `${location.origin}/app.js`,
      lineNumber: 3,
    });
    expect(events()).toMatchObject([
      {
        message: 'ReportingObserver [csp-violation]: script-src-elem blocked https://tags.example/a.js',
        extra: {
          url: location.href,
          body: { blockedURI: 'https://tags.example/a.js?token=[Filtered]', disposition: 'enforce', lineNumber: 3 },
        },
      },
    ]);
  });

  it('may be no address', () => {
    const { events } = start();
    violate({ blockedURI: 'inline' });
    expect(events()[0]?.message).toBe('ReportingObserver [csp-violation]: script-src-elem blocked inline');
  });

  it.each([
    ['by its whole address', 'https://o12.ingest.example.io/api/42/envelope/?sentry_version=7&sentry_key=abc'],
    ['by its origin', new URL(DSN).origin],
  ])('is not reported when it is our own backend, told %s', (_, blockedURI) => {
    const { events } = start();
    violate({ blockedURI, effectiveDirective: 'connect-src' });
    expect(events()).toEqual([]);
  });

  it('is not reported when the host does not ask for it, or after closing', async () => {
    const without = start({ types: ['deprecation'] });
    violate({ blockedURI: 'inline' });
    const closed = start();
    await closed.client.close();
    violate({ blockedURI: 'inline' });
    expect([without.events(), closed.events()]).toEqual([[], []]);
  });
});
