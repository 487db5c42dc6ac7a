// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { type Page, startPage } from '../../test-support/start-page.ts';
import { type BrowserApiErrorsOptions, browserApiErrorsIntegration } from '../index.ts';

const told: unknown[] = [];
// vitest fails a test for errors on the window that nobody but itself listens to.
addEventListener('error', (event) => {
  // Else jsdom prints it.
  event.preventDefault();
  told.push(event.error);
});

beforeEach(() => {
  told.length = 0;
});

function start(options?: BrowserApiErrorsOptions): Page {
  return startPage({ integrations: [browserApiErrorsIntegration(options)] });
}

function mechanisms({ events }: Page): unknown[] {
  return events().map(({ exception }) => exception?.values?.[0]?.mechanism);
}

const mechanism = (api: string, data: object) => ({
  type: `auto.browser.browserapierrors.${api}`,
  handled: false,
  data,
});

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

// Timers are Node's in here: those of browsers are tested in browsers, end to end.
describe('an error that nobody caught is reported once, by what called the function that threw it:', () => {
  it('a listener', () => {
    const page = start();
    const button = document.createElement('button');
    button.addEventListener('click', function buy() {
      throw new Error('in a listener');
    });
    button.click();
    expect(mechanisms(page)).toEqual([mechanism('addEventListener', { function: 'buy', target: 'HTMLButtonElement' })]);
    expect(told).toHaveLength(1);
  });

  it('a listener that is an object', () => {
    const page = start();
    const button = document.createElement('button');
    const seen: unknown[] = [];
    const listener = {
      handleEvent(event: Event) {
        seen.push(this, event.type);
        throw new Error('in an object');
      },
    };
    button.addEventListener('click', listener);
    button.click();
    expect(mechanisms(page)).toEqual([
      mechanism('handleEvent', { function: 'handleEvent', target: 'HTMLButtonElement' }),
    ]);
    expect(seen).toEqual([listener, 'click']);
  });

  it('a property of a request', async () => {
    const page = start();
    const request = new XMLHttpRequest();
    request.open('GET', 'http://127.0.0.1:1/');
    request.onerror = function fail() {
      throw new Error('in a request');
    };
    request.send();
    await new Promise((resolve) => request.addEventListener('loadend', resolve));
    expect(mechanisms(page)).toEqual([mechanism('xhr', { function: 'fail', handler: 'onerror' })]);
  });
});

describe('the host notices nothing:', () => {
  it('functions get their `this` and their arguments', async () => {
    const calls: unknown[] = [];
    const count = (...args: unknown[]): void => void calls.push(...args);
    start();
    setTimeout(count, 0, 1, 'two');
    const button = document.createElement('button');
    button.addEventListener('click', function (event) {
      calls.push(this, event.type);
    });
    button.click();
    await soon();
    expect(calls).toEqual([button, 'click', 1, 'two']);
  });

  it('a listener that is added twice is called once, and can be removed', () => {
    start();
    let calls = 0;
    const listener = (): void => void calls++;
    const target = new EventTarget();
    target.addEventListener('go', listener);
    target.addEventListener('go', listener);
    target.dispatchEvent(new Event('go'));
    target.removeEventListener('go', listener);
    target.dispatchEvent(new Event('go'));
    expect(calls).toBe(1);
  });

  it('a listener from before can be removed, and so can one after closing', async () => {
    let calls = 0;
    const listener = (): void => void calls++;
    const target = new EventTarget();
    target.addEventListener('before', listener);
    const { client } = start();
    target.removeEventListener('before', listener);
    target.addEventListener('during', listener);
    await client.close();
    target.removeEventListener('during', listener);
    target.dispatchEvent(new Event('before'));
    target.dispatchEvent(new Event('during'));
    expect(calls).toBe(0);
  });

  it('what is no listener is none, and refused where it was', () => {
    start();
    const target = new EventTarget();
    expect(() => {
      target.addEventListener('go', null);
      target.removeEventListener('go', null);
      target.addEventListener('go', undefined as never);
    }).not.toThrow();
    expect(() => target.addEventListener('go', 12 as never)).toThrow(/is not an object/);
  });

  it('functions look and are called as before, and are again after closing', async () => {
    const { addEventListener: add } = EventTarget.prototype;
    const { setTimeout: timer } = globalThis;
    const { client } = start();
    expect(EventTarget.prototype.addEventListener).not.toBe(add);
    expect(String(EventTarget.prototype.addEventListener)).toBe(String(add));
    expect(EventTarget.prototype.addEventListener).toHaveLength(add.length);
    await client.close();
    expect(EventTarget.prototype.addEventListener).toBe(add);
    expect(globalThis.setTimeout).toBe(timer);
  });
});

describe('the host says', () => {
  it('which APIs are meant', async () => {
    const { setTimeout: timer, setInterval: interval } = globalThis;
    const { send } = XMLHttpRequest.prototype;
    const { addEventListener: add } = EventTarget.prototype;
    start({ setTimeout: false, XMLHttpRequest: false, eventTarget: false });
    expect(globalThis.setTimeout).toBe(timer);
    expect(globalThis.setInterval).not.toBe(interval);
    expect(EventTarget.prototype.addEventListener).toBe(add);
    expect(start({ XMLHttpRequest: false })).toBeDefined();
    expect(send).toBeDefined();
  });

  it('which targets are meant', () => {
    const page = start({ eventTarget: ['HTMLButtonElement', 'NoSuchClass'] });
    for (const name of ['button', 'a']) {
      const element = document.createElement(name);
      element.addEventListener('click', () => {
        throw new Error(name);
      });
      element.click();
    }
    expect(mechanisms(page)).toMatchObject([
      { data: { target: 'HTMLButtonElement' } },
      { type: 'auto.browser.global_handlers.onerror' },
    ]);
  });

  it('that a listener from before is taken off when it is added again', () => {
    let calls = 0;
    const listener = (): void => void calls++;
    const target = new EventTarget();
    target.addEventListener('go', listener);
    start({ unregisterOriginalCallbacks: true });
    target.addEventListener('go', listener);
    target.dispatchEvent(new Event('go'));
    expect(calls).toBe(1);
  });
});
