// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { type BrowserOptions, captureException, captureMessage, startSpan } from '../index.ts';

const PAGE = location.origin;
const EXTENSION = 'chrome-extension://abcdefghijklmnop/content.js';
const TAGS = 'https://tags.example/tags.js';

// vitest fails a test for errors on the window that nobody but itself listens to.
addEventListener('error', () => {});

afterEach(() => {
  document.head.innerHTML = '';
  document.body.innerHTML = '';
});

/** An error as V8 makes it, thrown in these places, the newest first. */
function errorIn(frames: string[], name = 'TypeError', message = 'x is undefined'): Error {
  const lines = frames.map((frame) => `\n    at ${frame}`);
  return Object.assign(new Error(message), { name, stack: `${name}: ${message}${lines.join('')}` });
}

/** Lets nobody catch it. */
function fail(error: Error): void {
  dispatchEvent(new ErrorEvent('error', { error, message: error.message }));
}

/** What the page tells of an error that nobody caught: the kind of noise it was. */
function kindOf(error: Error, options: BrowserOptions = {}): unknown {
  const { events } = startPage(options);
  fail(error);
  expect(events()).toHaveLength(1);
  return events()[0]?.tags?.noise;
}

describe('whose an error is, told by the frames of its stack:', () => {
  it.each([
    ['an extension of Chrome', [`run (${EXTENSION}:1:2)`], 'extension'],
    ['an extension of Firefox', ['run (moz-extension://5b2f1c9e-6b0a/content.js:1:2)'], 'extension'],
    ['an extension of Safari', ['run (safari-web-extension://5B2F/content.js:1:2)'], 'extension'],
    ['an extension that Safari hides', ['run (webkit-masked-url://hidden/:1:2)'], 'extension'],
    ['an extension and native code', ['Array.forEach (<anonymous>)', `run (${EXTENSION}:1:2)`], 'extension'],
    ['an extension that calls a third party', [`run (${EXTENSION}:1:2)`, `send (${TAGS}:3:4)`], 'extension'],
    ['another site', [`send (${TAGS}:3:4)`, `${TAGS}:5:6`], 'third_party'],
    ['another port', ['send (http://127.0.0.1:3001/a.js:3:4)'], 'third_party'],
    ['a script without an address', ['inject (<anonymous>:1:35)', '<anonymous>:2:1'], 'injected'],
    ['a line of a page without scripts', [`inject (${location.href}:1:44)`, `${location.href}:2:9`], 'injected'],
  ])('%s', (_, frames, kind) => {
    expect(kindOf(errorIn(frames))).toBe(kind);
  });

  it.each([
    ['its own script', [`buy (${PAGE}/app.js:1:2)`]],
    ['its own script, which an extension stands between', [`buy (${PAGE}/app.js:1:2)`, `apply (${EXTENSION}:3:4)`]],
    ['its own script, which called an extension', [`fetch (${EXTENSION}:3:4)`, `buy (${PAGE}/app.js:1:2)`]],
    ['its own script, which called another site', [`send (${TAGS}:3:4)`, `buy (${PAGE}/app.js:1:2)`]],
    ['its own script, which evaluates', [`eval (eval at run (${PAGE}/app.js:5:9), <anonymous>:1:30)`]],
    ['a blob of its own', [`run (blob:${PAGE}/5b2f1c9e:1:2)`]],
    ['a bundler in development', ['Page (webpack-internal:///./app/page.tsx:5:6)']],
    ['native code alone', ['Array.forEach (<anonymous>)']],
    ['a bundle in a file', ['run (file:///android_asset/app.js:1:2)']],
  ])('the page, by %s', (_, frames) => {
    expect(kindOf(errorIn(frames))).toBeUndefined();
  });

  it.each([
    ['a script stands in the page', '<script>let a;</script>', ''],
    ['an element has a handler', '', '<button onclick="undo()"></button>'],
  ])('the page, by a line of it, where %s', (_, head, body) => {
    document.head.innerHTML = head;
    document.body.innerHTML = body;
    expect(kindOf(errorIn([`inline (${location.href}:1:44)`]))).toBeUndefined();
  });

  it('the page, by another site that `init` was called from, and by other hosts of that site', () => {
    const { Error: Native } = globalThis;
    // The stack that `init` sees when the application comes from a network of its own.
    vi.stubGlobal(
      'Error',
      class extends Native {
        override stack =
          `Error\n    at init (https://static.shop.example/sdk.js:1:2)\n    at https://static.shop.example/app.js:3:4`;
      },
    );
    const { events } = startPage();
    vi.unstubAllGlobals();
    fail(errorIn(['buy (https://static.shop.example/chunk-1.js:1:2)']));
    fail(errorIn(['pay (https://pay.shop.example/pay.js:1:2)']));
    fail(errorIn(['send (https://shop.example.evil.example/a.js:1:2)']));
    expect(events().map(({ tags }) => tags?.noise)).toEqual([undefined, undefined, 'third_party']);
  });

  it('the page, by another site that `allowUrls` names', () => {
    expect(kindOf(errorIn([`send (${TAGS}:3:4)`]), { allowUrls: [/tags\.example/] })).toBeUndefined();
  });

  it('the page, by another site whose files its own build marked', () => {
    const stack = `Error\n    at ${TAGS}:1:1`;
    Object.assign(globalThis, { _sentryDebugIds: { [stack]: '5b2f1c9e-6b0a-4a51-b0f3-6f2d7a3f5c1d' } });
    expect(kindOf(errorIn([`send (${TAGS}:3:4)`]))).toBeUndefined();
    delete (globalThis as { _sentryDebugIds?: unknown })._sentryDebugIds;
  });
});

describe('what an error is, told by what it says:', () => {
  const own = [`buy (${PAGE}/app.js:1:2)`];

  it.each([
    // As Chromium 156, Firefox ESR 153 and WebKitGTK 2.50 say it.
    ['aborted_fetch', 'AbortError', 'signal is aborted without reason'],
    ['aborted_fetch', 'AbortError', 'The operation was aborted. '],
    ['aborted_fetch', 'AbortError', 'Fetch is aborted'],
    ['chunk_load', 'TypeError', 'Failed to fetch dynamically imported module: https://shop.example/missing.js'],
    ['chunk_load', 'TypeError', 'error loading dynamically imported module: https://shop.example/missing.js'],
    ['chunk_load', 'TypeError', 'Importing a module script failed.'],
    ['chunk_load', 'ChunkLoadError', 'Loading chunk 12 failed.\n(error: https://shop.example/12.js)'],
    ['chunk_load', 'Error', 'Loading CSS chunk 12 failed.\n(https://shop.example/12.css)'],
    ['chunk_load', 'Error', 'Unable to preload CSS for /assets/cart-1a2b.css'],
    [
      'hydration',
      'Error',
      'Minified React error #418; visit https://react.dev/errors/418?args[]=HTML&args[]= for more',
    ],
    [
      'hydration',
      'Error',
      'Minified React error #425; visit https://reactjs.org/docs/error-decoder.html?invariant=425',
    ],
    [
      'hydration',
      'Error',
      'Minified React error #423; visit https://reactjs.org/docs/error-decoder.html?invariant=423',
    ],
    ['hydration', 'Error', "Hydration failed because the server rendered HTML didn't match the client."],
    ['hydration', 'Error', 'NG0500: During hydration Angular expected <div> but found <span>.'],
    ['extension', 'TypeError', 'Cannot redefine property: ethereum'],
    ['extension', 'TypeError', 'can\'t redefine non-configurable property "solana"'],
    ['extension', 'Error', 'Could not establish connection. Receiving end does not exist.'],
    ['injected', 'TypeError', 'Cannot redefine property: googletag'],
    ['injected', 'ReferenceError', "Can't find variable: _AutofillCallbackHandler"],
    ['injected', 'Error', 'Java object is gone'],
    ['crawler', 'Error', 'Object Not Found Matching Id:3, MethodName:simulateEvent, ParamCount:1'],
  ])('%s: %s: %s', (kind, name, message) => {
    expect(kindOf(errorIn(own, name, message))).toBe(kind);
  });

  it.each([
    ['AbortError', 'The play() request was interrupted by a call to pause().'],
    ['AbortError', 'Share canceled'],
    ['AbortError', 'A request was aborted, for example through a call to IDBTransaction.abort.'],
    ['TimeoutError', 'signal timed out'],
    ['TypeError', 'Failed to fetch'],
    ['TypeError', 'Load failed'],
    ['Error', 'Loading chunk 3 of the upload failed'],
    ['Error', 'the dynamically imported module has no default export'],
    ['Error', 'Minified React error #185; visit https://react.dev/errors/185 for the full message'],
    ['Error', 'Minified React error #423; visit https://react.dev/errors/423 for the full message'],
    ['Error', 'Hydration of the cart failed'],
    ['Error', 'Script error.'],
    ['Error', 'ResizeObserver loop in the chart'],
    ['Error', 'ResizeObserver loop completed with undelivered notifications.'],
    ['TypeError', 'Cannot redefine property: cart'],
    ['ReferenceError', "Can't find variable: gmoButton"],
    ['TypeError', "undefined is not an object (evaluating 'a.L')"],
    ['Error', 'Could not establish connection to the shop'],
  ])('nothing but an error: %s: %s', (name, message) => {
    expect(kindOf(errorIn(own, name, message))).toBeUndefined();
  });

  it.each([
    ['cross_origin', 'Script error.', ''],
    ['resize_observer', 'ResizeObserver loop limit exceeded', location.href],
    ['resize_observer', 'ResizeObserver loop completed with undelivered notifications.', ''],
  ])('%s: without an error, from nowhere', (kind, message, filename) => {
    const { events } = startPage();
    dispatchEvent(new ErrorEvent('error', { error: null, message, filename }));
    expect(events()[0]?.tags?.noise).toBe(kind);
  });
});

describe('a machine that reads pages', () => {
  afterEach(() => vi.unstubAllGlobals());

  const kindWith = (userAgent: string): unknown => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(userAgent);
    return kindOf(errorIn([`buy (${PAGE}/app.js:1:2)`]));
  };

  it.each([
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/141.0.0.0 Safari/537.36',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/137.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse',
  ])('is told by its name: %s', (userAgent) => {
    expect(kindWith(userAgent)).toBe('crawler');
  });

  it.each([
    'Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  ])('is no person and no test: %s', (userAgent) => {
    expect(kindWith(userAgent)).toBeUndefined();
  });
});

describe('of noise that nobody caught', () => {
  const ofExtension = (): Error => errorIn([`run (${EXTENSION}:1:2)`]);
  const aborted = (): Error => errorIn([], 'AbortError', 'Fetch is aborted');

  it('one of each kind is sent a page load, and the rest is counted', async () => {
    const dropped: unknown[] = [];
    const { client, events } = startPage();
    const { recordDroppedEvent } = client;
    client.recordDroppedEvent = (...drop) => {
      dropped.push(drop);
      recordDroppedEvent(...drop);
    };
    for (const error of [ofExtension(), ofExtension(), aborted(), aborted(), aborted()]) {
      fail(error);
    }
    expect(events().map(({ tags }) => tags?.noise)).toEqual(['extension', 'aborted_fetch']);
    expect(dropped.map((drop) => (drop as unknown[]).slice(0, 2))).toEqual(Array(3).fill(['event_processor', 'error']));
  });

  it('all is sent with `disableErrorDefaults`', () => {
    const { events } = startPage({ disableErrorDefaults: true });
    fail(ofExtension());
    fail(ofExtension());
    expect(events()).toHaveLength(2);
  });

  it('nothing is held back that the host captures itself, or that is no error', () => {
    const { events } = startPage();
    for (let times = 0; times < 2; times++) {
      captureException(ofExtension());
      captureMessage('AbortError: Fetch is aborted');
    }
    expect(events().map(({ tags }) => tags?.noise)).toEqual(['extension', undefined, 'extension', undefined]);
  });

  it('tags of the host stay', () => {
    const { events } = startPage({ initialScope: { tags: { shop: 'a' } } });
    fail(ofExtension());
    expect(events()[0]?.tags).toEqual({ shop: 'a', noise: 'extension' });
  });
});

// A rule that looked at a text more often than once a character would not be done in time.
it('a long hostile text is looked at', () => {
  const { events } = startPage();
  for (const text of ['redefine ', 'property: _Autofill', 'ResizeObserver loop ', 'Failed to fetch dynamically ']) {
    captureException(errorIn([`a (https://${'a'.repeat(900)}.js:1:2)`], 'TypeError', text.repeat(20_000)));
  }
  expect(events()).toHaveLength(4);
});

// The stack of where `init` was called: to write it takes V8 as long as half of `init`.
it('where the page began is asked for errors only', () => {
  const asked: unknown[] = [];
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error) => {
    asked.push(error.message);
    return '';
  };
  try {
    const { transactions, events } = startPage({ tracesSampleRate: 1 });
    startSpan({ name: 'pay' }, () => {});
    captureMessage('paid');
    expect([transactions().length, events().length]).toEqual([1, 1]);
    expect(asked).not.toContain('');
    fail(errorIn([`run (${EXTENSION}:1:2)`]));
    expect(asked).toContain('');
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
});

it('is a default', () => {
  expect(startPage().client.getIntegrationNames()).toContain('Noise');
});
