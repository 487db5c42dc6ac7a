import type { Event } from '@vedette/browser';
import type { Backend } from '@vedette/testkit';
import { openSmallPage } from './support/small-page/start.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ tab, smallPage, backend }) => {
  await openSmallPage(tab, smallPage.url, { dsn: backend.dsn });
});

test('what a page throws that is no error arrives by what it is', async ({ tab, backend }) => {
  await tab.evaluate(() => {
    const later = (thrown: unknown) =>
      setTimeout(() => {
        throw thrown;
      });
    later(null);
    later({ code: 1 });
    later(new Event('cart:failed'));
    later(new DOMException('gone', 'DataError'));
    Promise.reject(undefined);
    const script = document.createElement('script');
    script.src = '/answer/404';
    new Promise((_, reject) => {
      script.onerror = reject;
      document.head.append(script);
    });
  });
  const values = async () =>
    (await eventsOf(backend, 6)).map(({ exception }) => exception?.values?.at(-1)?.value?.replace(/^.*(?=null)/, ''));
  expect((await values()).sort()).toEqual([
    'Event `Event` (type=cart:failed) captured as exception',
    'Event `Event` (type=error) captured as promise rejection',
    'Non-Error promise rejection captured with value: undefined',
    'Object captured as exception with keys: code',
    'gone',
    'null',
  ]);
});

test('noise that engines make themselves is told by its kind, and one of each arrives', async ({
  tab,
  smallPage,
  backend,
}) => {
  const elsewhere = smallPage.url.replace('127.0.0.1', 'localhost');
  await tab.evaluate(async (other) => {
    const box = document.body.appendChild(document.createElement('div'));
    const observer = new ResizeObserver(() => {
      box.style.width = `${box.offsetWidth + 1}px`;
    });
    observer.observe(box);
    // A module, which is none here, so that it throws; and without CORS, so that nobody may know what.
    const script = document.createElement('script');
    script.src = `${other}/page.js`;
    document.head.append(script);
    const stop = new AbortController();
    fetch('/answer/200', { signal: stop.signal });
    stop.abort();
    import(String(`${location.origin}/answer/404`));
    await new Promise((done) => setTimeout(done, 300));
    observer.disconnect();
  }, elsewhere);
  await tab.click('#throw');
  await expect
    .poll(() =>
      backend
        .events()
        .map(({ tags }) => tags?.noise ?? 'none')
        .sort(),
    )
    .toEqual(['aborted_fetch', 'chunk_load', 'cross_origin', 'none', 'resize_observer']);
});

test('what nobody caught in a worker arrives by the page, once, with its stack', async ({
  tab,
  smallPage,
  backend,
}) => {
  await tab.evaluate((origin) => {
    const code = `
      import { registerWebWorker } from '${origin}/npm/@vedette/browser';
      registerWebWorker({ self });
      class CartError extends Error { name = 'CartError'; }
      function inWorker() { throw new CartError('thrown in a worker'); }
      postMessage('of the host');
      setTimeout(inWorker);
      Promise.reject(new TypeError('rejected in a worker'));
      Promise.reject(() => 'cannot be copied');
    `;
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' });
    const { addIntegration, webWorkerIntegration } = window.vedette;
    addIntegration(webWorkerIntegration({ worker }));
    const heard: unknown[] = [];
    worker.addEventListener('message', ({ data }) => heard.push(data));
    Object.assign(window, { heard });
  }, smallPage.url);
  const events = await eventsOf(backend, 3);
  const thrown = events.map(({ exception }) => exception?.values?.at(-1));
  expect(thrown.map((one) => `${one?.type}: ${one?.value}`).sort()).toEqual([
    'CartError: thrown in a worker',
    'TypeError: rejected in a worker',
    "UnhandledRejection: Non-Error promise rejection captured with value: () => 'cannot be copied'",
  ]);
  const error = thrown.find((one) => one?.type === 'CartError');
  expect(error?.mechanism).toMatchObject({ type: 'auto.browser.web_worker.onerror', handled: false });
  expect(error?.stacktrace?.frames?.map((frame) => frame.function)).toContain('inWorker');
  expect(events[0]?.contexts?.worker).toEqual({ filename: expect.stringMatching(/^blob:/) });
  // The browser tells the page of the worker's error as well.
  await tab.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  expect(backend.events()).toHaveLength(3);
  expect(await tab.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual(['of the host']);
});

test('with browserApiErrorsIntegration an error says which API called what threw it', async ({ tab, backend }) => {
  await tab.evaluate((dsn) => {
    const { browserApiErrorsIntegration, init } = window.vedette;
    init({ dsn, integrations: [browserApiErrorsIntegration()] });
    setTimeout(function tick() {
      throw new Error('in a timer');
    });
    const timer = setInterval(() => {
      clearInterval(timer);
      throw new Error('in an interval');
    });
    requestAnimationFrame(() => {
      throw new Error('in a frame');
    });
    setTimeout(() => {
      throw 'only a text';
    });
  }, backend.dsn);
  const events = await eventsOf(backend, 4);
  expect(events.map(({ exception }) => exception?.values?.[0]?.mechanism?.type).sort()).toEqual([
    'auto.browser.browserapierrors.requestAnimationFrame',
    'auto.browser.browserapierrors.setInterval',
    'auto.browser.browserapierrors.setTimeout',
    'auto.browser.global_handlers.onerror',
  ]);
});

test('a worker that runs the SDK itself reports by itself', async ({ tab, smallPage, backend }) => {
  await tab.evaluate(
    ({ origin, dsn }) => {
      const code = `
        import { init } from '${origin}/npm/@vedette/browser';
        init({ dsn: '${dsn}' });
        setTimeout(function inWorker() { throw new Error('thrown in a worker'); });
      `;
      // Else the page would report it as well.
      new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' }).onerror = (
        event,
      ) => event.preventDefault();
    },
    { origin: smallPage.url, dsn: backend.dsn },
  );
  const [event] = await eventsOf(backend, 1);
  expect(event?.exception?.values?.[0]).toMatchObject({
    type: 'Error',
    value: 'thrown in a worker',
    mechanism: { type: 'auto.browser.global_handlers.onerror', handled: false },
  });
  expect(event?.request?.url).toMatch(/^blob:/);
});

test('a service worker that runs the SDK itself reports by itself', async ({ tab, backend }) => {
  await tab.evaluate(async (dsn) => {
    await navigator.serviceWorker.register(`/service-worker.js?dsn=${encodeURIComponent(dsn)}`);
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage('throw');
    active?.postMessage('reject');
  }, backend.dsn);
  const events = await eventsOf(backend, 2);
  const thrown = events.map(({ exception }) => exception?.values?.[0]);
  expect(thrown.map((one) => `${one?.type}: ${one?.value}`).sort()).toEqual([
    'Error: thrown in a service worker',
    'TypeError: rejected in a service worker',
  ]);
  for (const one of thrown) {
    expect(one?.mechanism).toMatchObject({ type: expect.stringContaining('global_handlers'), handled: false });
    expect(one?.stacktrace?.frames?.at(-1)?.filename).toMatch(/\/service-worker\.js/);
  }
  expect(events.map(({ request }) => new URL(request?.url ?? '').pathname)).toEqual(
    Array(2).fill('/service-worker.js'),
  );
});

test('a frame that runs the SDK itself reports by itself, and its page does not', async ({ tab, backend }) => {
  await tab.evaluate(async (dsn) => {
    const frame = document.createElement('iframe');
    frame.src = '/?in=frame';
    document.body.append(frame);
    const inside = frame.contentWindow as Window;
    while (!inside.document.querySelector('#throw') || !inside.vedette) {
      await new Promise((done) => setTimeout(done, 20));
    }
    inside.vedette.init({ dsn });
    inside.document.querySelector<HTMLElement>('#throw')?.click();
  }, backend.dsn);
  const [event] = await eventsOf(backend, 1);
  expect(event?.exception?.values?.[0]).toMatchObject({ type: 'Error', value: 'thrown in a listener' });
  expect(event?.request?.url).toMatch(/\/\?in=frame$/);
  expect(event?.tags?.noise).toBeUndefined();
});

/** As many as these, and not one more. */
async function eventsOf(backend: Backend, count: number): Promise<Event[]> {
  await expect.poll(() => backend.events().length).toBe(count);
  return backend.events();
}
