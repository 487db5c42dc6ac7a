// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { startApp } from '../test-support/start-app.ts';
import { captureException, flush, followZustandStore } from './index.ts';

interface Cart {
  items: string[];
  password: string;
  add(item: string): void;
}

function createCart() {
  return createStore<Cart>((set) => ({
    items: [],
    password: 'hunter2',
    add: (item) => set(({ items }) => ({ items: [...items, item] })),
  }));
}

describe('followZustandStore', () => {
  it('leaves a breadcrumb of what changed and sends the state with an error, without secrets', async () => {
    const { events } = startApp();
    const cart = createCart();
    const stop = followZustandStore(cart, { name: 'cart' });
    cart.getState().add('lamp');
    captureException(new Error('checkout'));
    stop();
    cart.getState().add('chair');
    captureException(new Error('later'));
    await flush();

    expect(cart.getState().items).toEqual(['lamp', 'chair']);
    const crumbs = events[1]?.breadcrumbs?.filter(({ category }) => category === 'state');
    expect(crumbs).toMatchObject([{ message: 'cart', data: { changed: ['items'] } }]);
    expect(events[0]?.contexts?.state).toEqual({
      state: { type: 'zustand', value: { items: ['lamp'], password: '[Filtered]' } },
    });
  });

  it('keeps what the transformer leaves, and nothing for null', async () => {
    const { events } = startApp();
    followZustandStore(createCart(), { stateTransformer: ({ items }) => ({ count: items.length }) });
    captureException(new Error('first'));
    followZustandStore(createCart(), { stateTransformer: () => null });
    captureException(new Error('second'));
    await flush();

    expect(events.map(({ contexts }) => contexts?.state)).toEqual([
      { state: { type: 'zustand', value: { count: 0 } } },
      undefined,
    ]);
  });
});
