// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { globalHandlersIntegration } from '../index.ts';

const ONERROR = { type: 'auto.browser.global_handlers.onerror', handled: false };
const ONREJECTION = { type: 'auto.browser.global_handlers.onunhandledrejection', handled: false };

// vitest fails a test for errors on the window that nobody but itself listens to; a host that listens is common anyway.
addEventListener('error', () => {});

function fail(init: ErrorEventInit): void {
  dispatchEvent(new ErrorEvent('error', init));
}

function reject(members: object): void {
  dispatchEvent(Object.assign(new Event('unhandledrejection'), members));
}

describe('an error that nobody caught', () => {
  it('is reported as unhandled, with its own stack', () => {
    const { events } = startPage();
    fail({ error: new TypeError('x is undefined'), message: 'Uncaught TypeError: x is undefined', lineno: 1 });
    expect(events()).toMatchObject([
      { level: 'error', exception: { values: [{ type: 'TypeError', value: 'x is undefined', mechanism: ONERROR }] } },
    ]);
    expect(events()[0]?.exception?.values?.[0]?.stacktrace?.frames?.at(-1)?.filename).toContain('global-handlers.test');
  });

  it('is reported from where the handler was told it is when no error came along', () => {
    const { events } = startPage();
    fail({
      message: 'Uncaught ReferenceError: y is not defined',
      filename: 'https://shop.example/a.js',
      lineno: 3,
      colno: 7,
    });
    expect(events()[0]?.exception?.values).toMatchObject([
      {
        type: 'ReferenceError',
        value: 'y is not defined',
        mechanism: ONERROR,
        stacktrace: {
          frames: [{ filename: 'https://shop.example/a.js', function: '?', lineno: 3, colno: 7, in_app: true }],
        },
      },
    ]);
  });

  it.each([
    ['some text.', 'Error', 'some text.'],
    ['uncaught exception: 12', 'Error', 'uncaught exception: 12'],
    ['TypeError: with\nlines', 'TypeError', 'with\nlines'],
    ['Uncaught null', 'Error', 'Uncaught null'],
    ['Uncaught 0', 'Error', 'Uncaught 0'],
  ])('without error and place is told by its message: %s', (message, type, value) => {
    const { events } = startPage();
    fail({ error: null, message });
    const thrown = events()[0]?.exception?.values?.[0];
    expect(thrown).toMatchObject({ type, value });
    expect(thrown?.stacktrace?.frames).toEqual([{ filename: location.href, function: '?', in_app: true }]);
  });

  it.each([
    ['a text', 'out of stock', 'out of stock'],
    ['a number', 12, '12'],
    ['an object', { code: 1, at: 'cart' }, 'Object captured as exception with keys: at, code'],
  ])('that is %s is reported with the place the handler was told', (_, error, value) => {
    const { events } = startPage();
    fail({ error, message: `Uncaught ${error}`, filename: 'https://shop.example/a.js', lineno: 3, colno: 7 });
    const thrown = events()[0]?.exception?.values?.[0];
    expect(thrown).toMatchObject({ type: 'Error', value, mechanism: { ...ONERROR, synthetic: true } });
    expect(thrown?.stacktrace?.frames).toMatchObject([{ filename: 'https://shop.example/a.js', lineno: 3, colno: 7 }]);
  });

  it.each([
    ['a DOM exception without a stack', new DOMException('gone', 'DataError'), 'DataError', 'gone'],
    [
      'an event that tells of an error',
      new ErrorEvent('error', { error: new RangeError('inside') }),
      'RangeError',
      'inside',
    ],
  ])('that is %s is reported as an error', (_, error, type, value) => {
    const { events } = startPage();
    fail({ error, message: `Uncaught ${type}: ${value}`, filename: 'https://shop.example/a.js', lineno: 3, colno: 7 });
    expect(events()[0]?.exception?.values?.at(-1)).toMatchObject({
      type,
      value,
      mechanism: ONERROR,
      stacktrace: { frames: expect.any(Array) },
    });
  });

  it.each([
    ['Safari', ''],
    ['Chromium', 'Uncaught '],
    ['Firefox', 'uncaught exception: '],
  ])('that is an empty text is reported from where it was thrown, in the words of %s', (_, message) => {
    const { events } = startPage();
    fail({ error: '', message, filename: 'https://shop.example/a.js', lineno: 3 });
    expect(events()[0]?.exception?.values).toMatchObject([
      { type: 'Error', value: message, stacktrace: { frames: [{ filename: 'https://shop.example/a.js', lineno: 3 }] } },
    ]);
  });

  it('is told to the host and its console as without us', () => {
    startPage();
    const event = new ErrorEvent('error', { error: new Error('x'), message: 'x', cancelable: true });
    expect(dispatchEvent(event)).toBe(true);
    expect(event.defaultPrevented).toBe(false);
  });

  it('is reported once, however often it comes', () => {
    const { events } = startPage();
    const error = new Error('once');
    fail({ error });
    fail({ error });
    expect(events()).toHaveLength(1);
  });
});

it('resources that fail to load, and events that say nothing, are not reported', () => {
  const { events } = startPage();
  const image = document.body.appendChild(document.createElement('img'));
  image.dispatchEvent(new Event('error'));
  dispatchEvent(new Event('error'));
  expect(events()).toEqual([]);
});

describe('a rejection that nobody caught', () => {
  it('with an error is reported as that error', () => {
    const { events } = startPage();
    reject({ reason: new RangeError('too many') });
    expect(events()[0]?.exception?.values).toMatchObject([
      { type: 'RangeError', value: 'too many', mechanism: ONREJECTION, stacktrace: { frames: expect.any(Array) } },
    ]);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['false', false],
    ['0', 0],
    ['out of stock', 'out of stock'],
    ['Symbol(s)', Symbol('s')],
    ['12', 12n],
  ])('with %s is reported by its value', (text, reason) => {
    const { events } = startPage();
    reject({ reason });
    expect(events()[0]?.exception?.values).toMatchObject([
      {
        type: 'UnhandledRejection',
        value: `Non-Error promise rejection captured with value: ${text}`,
        mechanism: { ...ONREJECTION, synthetic: true },
      },
    ]);
  });

  it('with an object is reported by its keys', () => {
    const { events } = startPage();
    reject({ reason: { status: 500, body: 'x' } });
    expect(events()[0]?.exception?.values?.[0]).toMatchObject({
      type: 'UnhandledRejection',
      value: 'Object captured as promise rejection with keys: body, status',
    });
    expect(events()[0]?.extra).toEqual({ __serialized__: { status: 500, body: 'x' } });
  });

  it('with the event of a script that did not load is reported by what did not', () => {
    const { events } = startPage();
    const script = document.createElement('script');
    script.src = 'https://pay.example/pay.js?token=s3cret';
    let told: Event | undefined;
    script.onerror = (event) => {
      told = event as Event;
    };
    script.dispatchEvent(new Event('error'));
    reject({ reason: told });
    expect(events()[0]?.exception?.values?.[0]).toMatchObject({
      type: 'Event',
      value: 'Event `Event` (type=error) captured as promise rejection',
      mechanism: { ...ONREJECTION, synthetic: true },
    });
    expect(events()[0]?.extra).toEqual({
      __serialized__: { type: 'error', target: 'https://pay.example/pay.js?token=[Filtered]' },
    });
  });

  it.each([
    ['an element', document.createElement('form'), '[object HTMLFormElement]'],
    ['a request', new XMLHttpRequest(), '[object XMLHttpRequest]'],
    ['an image', Object.assign(new Image(), { src: 'https://shop.example/a.png' }), 'https://shop.example/a.png'],
  ])('with an event of %s is reported by that', (_, target, path) => {
    const { events } = startPage();
    const reason = new ProgressEvent('abort');
    target.dispatchEvent(reason);
    reject({ reason });
    expect(events()[0]?.exception?.values?.[0]).toMatchObject({
      type: 'ProgressEvent',
      value: 'Event `ProgressEvent` (type=abort) captured as promise rejection',
    });
    expect(events()[0]?.extra).toEqual({ __serialized__: { type: 'abort', target: path } });
  });

  it('with an event that happened to nothing is reported by its kind', () => {
    const { events } = startPage();
    reject({ reason: new CustomEvent('cart:failed') });
    expect(events()[0]?.exception?.values?.[0]?.value).toBe(
      'Event `CustomEvent` (type=cart:failed) captured as promise rejection',
    );
  });

  it('with an event that tells of an error is reported as that error', () => {
    const { events } = startPage();
    reject({ reason: new ErrorEvent('error', { error: new RangeError('inside') }) });
    expect(events()[0]?.exception?.values).toMatchObject([
      { type: 'RangeError', value: 'inside', mechanism: ONREJECTION },
    ]);
  });

  it('of a library with its own promises is found in the detail', () => {
    const { events } = startPage();
    dispatchEvent(
      new CustomEvent('unhandledrejection', { detail: { reason: new Error('of a library'), promise: {} } }),
    );
    expect(events()[0]?.exception?.values?.[0]?.value).toBe('of a library');
  });

  it('with something hostile harms nobody', () => {
    const { events } = startPage();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    reject({ reason: proxy });
    reject({ reason: new Error('after') });
    expect(events().at(-1)?.exception?.values?.[0]?.value).toBe('after');
  });
});

describe('globalHandlersIntegration', () => {
  it('listens only to what it is told', () => {
    const { events } = startPage({ integrations: [globalHandlersIntegration({ onerror: false })] });
    fail({ error: new Error('error') });
    reject({ reason: new Error('rejection') });
    expect(events().map(({ exception }) => exception?.values?.[0]?.value)).toEqual(['rejection']);
  });

  it('reports to the client of the latest init alone', () => {
    const first = startPage();
    const second = startPage();
    fail({ error: new Error('x') });
    expect([first.events().length, second.events().length]).toEqual([0, 1]);
  });

  it('asks engines for longer stacks, until it is closed', async () => {
    const before = Error.stackTraceLimit;
    const { client } = startPage();
    expect(Error.stackTraceLimit).toBe(50);
    await client.close();
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('hears nothing after it was closed', async () => {
    const { client, events } = startPage();
    await client.close();
    fail({ error: new Error('x') });
    reject({ reason: new Error('x') });
    expect(events()).toEqual([]);
  });
});
