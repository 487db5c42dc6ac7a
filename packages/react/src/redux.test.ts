// @vitest-environment jsdom
import { captureException, flush, getCurrentScope } from '@vedette/browser';
import { legacy_createStore as createStore, type Reducer } from 'redux';
import { describe, expect, it } from 'vitest';
import { startApp } from '../test-support/start-app.ts';
import { createReduxEnhancer } from './index.ts';

interface Cart {
  items: string[];
  card?: string;
  password?: string;
}
type Action = { type: 'add'; item: string } | { type: 'pay'; password: string };

const reducer = ((state = { items: [] }, action: Action) => {
  if (action.type === 'add') {
    return { ...state, items: [...state.items, action.item] };
  }
  return action.type === 'pay' ? { ...state, password: action.password } : state;
}) as Reducer<Cart>;

describe('createReduxEnhancer', () => {
  it('leaves a breadcrumb of each action and sends the state with an error', async () => {
    const { events, attachments } = startApp();
    const store = createStore(reducer, createReduxEnhancer());
    store.dispatch({ type: 'add', item: 'lamp' });
    captureException(new Error('checkout'));
    await flush();

    expect(store.getState()).toEqual({ items: ['lamp'] });
    expect(events[0]?.breadcrumbs?.at(-1)).toMatchObject({
      category: 'redux.action',
      type: 'info',
      data: { type: 'add', item: 'lamp' },
    });
    expect(events[0]?.contexts?.state).toEqual({ state: { type: 'redux', value: { items: ['lamp'] } } });
    expect(attachments).toEqual([['redux_state.json', '{"items":["lamp"]}']]);
  });

  it('sends no secrets of the state, neither with the event nor attached', async () => {
    const { events, attachments } = startApp();
    const store = createStore(reducer, createReduxEnhancer());
    store.dispatch({ type: 'pay', password: 'hunter2' });
    captureException(new Error('payment'));
    await flush();

    expect(JSON.stringify([events, attachments])).not.toContain('hunter2');
    expect(attachments[0]?.[1]).toBe('{"items":[],"password":"[Filtered]"}');
  });

  it('keeps a deep state three levels further than other contexts', async () => {
    const { events } = startApp({ normalizeDepth: 3 });
    const deep = { a: { b: { c: { d: 1 } } } };
    createStore(((state = deep) => state) as Reducer<typeof deep>, createReduxEnhancer());
    captureException(new Error('deep'));
    await flush();

    expect(events[0]?.contexts?.state).toEqual({ state: { type: 'redux', value: { a: { b: { c: '[Object]' } } } } });
  });

  it('keeps what the transformers leave, and nothing for null', async () => {
    const { events, attachments } = startApp();
    const store = createStore(
      reducer,
      createReduxEnhancer({
        actionTransformer: (action: Action) => (action.type === 'pay' ? null : { type: action.type }),
        stateTransformer: (state: Cart) => (state.password ? null : { count: state.items.length }),
      }),
    );
    store.dispatch({ type: 'add', item: 'lamp' });
    captureException(new Error('first'));
    store.dispatch({ type: 'pay', password: 'hunter2' });
    captureException(new Error('second'));
    await flush();

    expect(events[0]?.contexts?.state).toEqual({ state: { type: 'redux', value: { count: 1 } } });
    expect(events[1]?.contexts?.state).toBeUndefined();
    expect(events[1]?.breadcrumbs?.map(({ data }) => data).filter((data) => data?.type === 'pay')).toEqual([]);
    expect(attachments).toEqual([['redux_state.json', '{"count":1}']]);
  });

  it('attaches nothing when told so', async () => {
    const { attachments } = startApp();
    createStore(reducer, createReduxEnhancer({ attachReduxState: false }));
    captureException(new Error('first'));
    await flush();

    expect(attachments).toEqual([]);
  });

  it('lets the host set its scope, and hands through what the reducer throws', () => {
    startApp();
    const store = createStore(
      ((state = { items: [] }, action: Action) => {
        if (action.type === 'pay') {
          throw new RangeError('declined');
        }
        return reducer(state, action);
      }) as Reducer<Cart>,
      createReduxEnhancer({
        configureScopeWithState: (scope, state: Cart) => scope.setTag('items', state.items.length),
      }),
    );
    store.dispatch({ type: 'add', item: 'lamp' });

    expect(getCurrentScope().getScopeData().tags).toMatchObject({ items: 1 });
    expect(() => store.dispatch({ type: 'pay', password: '' })).toThrow(RangeError);
  });

  it('watches a reducer that takes the place of the first', async () => {
    const { events } = startApp();
    const store = createStore(reducer, createReduxEnhancer());
    store.replaceReducer((() => ({ items: ['replaced'] })) as unknown as Reducer<Cart>);
    store.dispatch({ type: 'add', item: 'lamp' });
    captureException(new Error('replaced'));
    await flush();

    expect(events[0]?.contexts?.state).toEqual({ state: { type: 'redux', value: { items: ['replaced'] } } });
  });
});
