import {
  addBreadcrumb,
  type Client,
  type Envelope,
  type Event,
  getClient,
  getCurrentScope,
  getGlobalScope,
  type Scope,
} from '@vedette/browser';

/** What a Redux enhancer keeps of the store. */
export interface ReduxEnhancerOptions<S = unknown, A = unknown> {
  /** Adds the state to errors as the attachment `redux_state.json`. @default true */
  attachReduxState: boolean;
  /** What of the state is kept; `null` for nothing. @default all of it */
  stateTransformer(state: S | undefined): unknown;
  /** What of an action its breadcrumb says; `null` for no breadcrumb. @default all of it */
  actionTransformer(action: A): unknown;
  /** Sets what the host likes after each action. */
  configureScopeWithState?(scope: Scope, state: S): void;
}

type Reducer<S, A> = (state: S | undefined, action: A) => S;
interface Store<S, A> {
  replaceReducer(next: Reducer<S, A>): void;
}
type CreateStore<S, A> = (reducer: Reducer<S, A>, ...rest: unknown[]) => Store<S, A>;

/**
 * An enhancer for `createStore` and `configureStore`: a breadcrumb for each action, and the state with every error, bounded
 * in depth and breadth like everything that hosts give, and without secrets. The reducer's own result and errors pass
 * through. Source: sdk-behaviour, "React".
 */
// biome-ignore lint/suspicious/noExplicitAny: an enhancer of any store, as Redux types it
export function createReduxEnhancer<S = any, A = any>(options: Partial<ReduxEnhancerOptions<S, A>> = {}): any {
  const {
    attachReduxState = true,
    actionTransformer = (action: A): unknown => action,
    stateTransformer = (state: S | undefined): unknown => state,
    configureScopeWithState,
  } = options;

  const watch =
    (reducer: Reducer<S, A>): Reducer<S, A> =>
    (state, action) => {
      const next = reducer(state, action);
      const crumb = actionTransformer(action);
      if (crumb !== null && crumb !== undefined) {
        addBreadcrumb({ category: 'redux.action', type: 'info', data: crumb as Record<string, unknown> });
      }
      const scope = getCurrentScope();
      const value = stateTransformer(next) ?? null;
      scope.setContext('state', value && { state: { type: 'redux', value } });
      configureScopeWithState?.(scope, next);
      return next;
    };

  return (createStore: CreateStore<S, A>): CreateStore<S, A> =>
    (reducer, ...rest) => {
      if (attachReduxState) {
        getGlobalScope().addEventProcessor(attachStates);
      }
      const store = createStore(watch(reducer), ...rest);
      return { ...store, replaceReducer: (next) => store.replaceReducer(watch(next)) };
    };
}

const attaching = new WeakSet<Client>();

/** Sees to it that what the client sends with a state takes it along, also when the store was made before the client. */
function attachStates(event: Event): Event {
  const client = getClient();
  if (client && !attaching.has(client)) {
    attaching.add(client);
    client.on('beforeEnvelope', attachState);
  }
  return event;
}

/** The state as it leaves with the event: bounded, and without secrets. */
function attachState([, items]: Envelope): void {
  for (const [{ type }, payload] of [...items]) {
    const { state } = ((type === 'event' && (payload as Event).contexts?.state) || {}) as StateContext;
    if (state?.type === 'redux') {
      items.push([{ type: 'attachment', filename: 'redux_state.json' }, JSON.stringify(state.value)]);
    }
  }
}

interface StateContext {
  state?: { type?: string; value?: unknown };
}
