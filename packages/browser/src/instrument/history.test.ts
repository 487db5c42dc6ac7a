// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { onNavigation } from './history.ts';

beforeEach(() => history.replaceState(null, '', '/'));

function listen(): { heard: string[][]; stop: () => void } {
  const { client } = startPage({ defaultIntegrations: false });
  const heard: string[][] = [];
  const stop = onNavigation(client, (from, to) => void heard.push([from, to]));
  return { heard, stop };
}

describe('onNavigation', () => {
  it('hears where pushState and replaceState lead', () => {
    const { heard, stop } = listen();
    history.pushState({ step: 1 }, '', '/cart?a=1');
    history.replaceState(null, '', new URL('/pay', location.href));
    const { origin } = location;
    expect(heard).toEqual([
      [`${origin}/`, `${origin}/cart?a=1`],
      [`${origin}/cart?a=1`, `${origin}/pay`],
    ]);
    expect(history.state).toBeNull();
    stop();
  });

  it('is silent when the address stays', () => {
    const { heard, stop } = listen();
    history.pushState({ step: 1 }, '');
    history.replaceState({ step: 2 }, '', location.href);
    expect(history.state).toEqual({ step: 2 });
    expect(heard).toEqual([]);
    stop();
  });

  it('hears going back', async () => {
    const { heard, stop } = listen();
    history.pushState(null, '', '/cart');
    const back = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.back();
    await back;
    expect(heard.at(-1)).toEqual([`${location.origin}/cart`, `${location.origin}/`]);
    stop();
  });

  it('throws what the original throws, and hears nothing of it', () => {
    const { heard, stop } = listen();
    expect(() => history.pushState(null, '', 'https://elsewhere.example/')).toThrow(/cannot update history/);
    expect(heard).toEqual([]);
    stop();
  });

  it('leaves history as it was', () => {
    const before = Object.getOwnPropertyDescriptors(History.prototype);
    const { stop } = listen();
    expect(History.prototype.pushState).not.toBe(before.pushState.value);
    expect(Object.keys(history)).toEqual([]);
    stop();
    expect(Object.getOwnPropertyDescriptors(History.prototype)).toEqual(before);
    expect(Object.keys(history)).toEqual([]);
  });
});

describe('onNavigation, where there is the Navigation API', () => {
  // jsdom has none; that a browser's own tells the same is shown end to end.
  const navigation = Object.assign(new EventTarget(), { currentEntry: {} as object | null });

  beforeEach(() => vi.stubGlobal('navigation', navigation));
  afterEach(() => vi.unstubAllGlobals());

  it('hears it alone and patches nothing', () => {
    const { pushState, replaceState } = history;
    const { heard, stop } = listen();
    expect([history.pushState, history.replaceState]).toEqual([pushState, replaceState]);
    history.pushState(null, '', '/cart');
    navigation.dispatchEvent(new Event('currententrychange'));
    navigation.dispatchEvent(new Event('currententrychange'));
    expect(heard).toEqual([[`${location.origin}/`, `${location.origin}/cart`]]);
    stop();
    history.pushState(null, '', '/pay');
    navigation.dispatchEvent(new Event('currententrychange'));
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['is silent, as in a frame without an origin', Object.assign(new EventTarget(), { currentEntry: null })],
    ['is an element with this id', document.createElement('nav')],
  ])('patches history where it %s', (_, other) => {
    vi.stubGlobal('navigation', other);
    const { heard, stop } = listen();
    history.pushState(null, '', '/cart');
    expect(heard).toHaveLength(1);
    stop();
  });
});
