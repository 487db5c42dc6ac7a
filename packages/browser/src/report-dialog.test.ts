// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { DSN, startPage } from '../test-support/start-page.ts';
import { captureException, type ReportDialogOptions, setUser, showReportDialog } from './index.ts';

afterEach(() => {
  document.head.replaceChildren();
});

/** The script elements that ask for the dialog, and what each asks. */
function asked(): Array<{ script: HTMLScriptElement; url: URL }> {
  return [...document.querySelectorAll('script')].map((script) => ({ script, url: new URL(script.src) }));
}

it("asks the backend for its dialog about the last event, with the user's name", () => {
  startPage();
  setUser({ username: 'Ann', email: 'ann@shop.example' });
  const eventId = captureException(new Error('x'));
  showReportDialog({ title: 'Sorry & thanks', lang: 'de', user: { name: 'Anna' } });
  const [{ url, script } = {}] = asked();
  expect(`${url?.origin}${url?.pathname}`).toBe('https://o12.ingest.example.io/api/embed/error-page/');
  expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
    ...{ dsn: DSN, eventId, lang: 'de', title: 'Sorry & thanks' },
    ...{ name: 'Anna', email: 'ann@shop.example' },
  });
  expect(script?.crossOrigin).toBe('anonymous');
});

it('asks for another event of another backend when told to, and puts no callback into the address', () => {
  startPage();
  const [onLoad, onClose, onError] = [vi.fn(), vi.fn(), vi.fn()];
  const dsn = 'https://key@other.example/7';
  showReportDialog({ eventId: 'e'.repeat(32), dsn, nonce: 'n0nce', onLoad, onClose, onError });
  const [{ url, script } = {}] = asked();
  expect(url?.host).toBe('other.example');
  expect([...(url?.searchParams.keys() ?? [])].sort()).toEqual(['dsn', 'eventId']);
  expect(script?.nonce).toBe('n0nce');
  script?.dispatchEvent(new Event('load'));
  script?.dispatchEvent(new Event('error'));
  expect([onLoad, onClose, onError].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
});

it('tells once that the dialog was closed, and takes no other message for that', async () => {
  startPage();
  captureException(new Error('x'));
  const onClose = vi.fn();
  showReportDialog({ onClose });
  const say = (data: unknown): boolean => window.dispatchEvent(new MessageEvent('message', { data }));
  say('something else');
  say('__sentry_reportdialog_closed__');
  say('__sentry_reportdialog_closed__');
  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(onClose).toHaveBeenCalledTimes(1);
});

it.each<[string, ReportDialogOptions]>([
  ['an event', {}],
  ['a DSN', { dsn: 'nonsense', eventId: 'e'.repeat(32) }],
])('does nothing without %s', (_what, options) => {
  startPage();
  showReportDialog(options);
  expect(asked()).toEqual([]);
});
