// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
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
    listen().stop();
    expect(Object.keys(history)).toEqual([]);
    expect(Object.hasOwn(history, 'pushState')).toBe(false);
  });
});
