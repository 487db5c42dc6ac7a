import { addBreadcrumb, getCurrentScope } from '@vedette/browser';

/** What of a zustand store is used. */
interface ZustandStore<S> {
  getState(): S;
  subscribe(listener: (state: S, previous: S) => void): () => void;
}

/** What is kept of a zustand store. */
export interface ZustandOptions<S> {
  /** What breadcrumbs call it. @default 'zustand' */
  name?: string;
  /** What of the state goes with errors, as the context `state`; `null` for nothing. @default all of it */
  stateTransformer?(state: S): unknown;
}

/**
 * Follows a zustand store: a breadcrumb for each change, with the names of what changed, never the values, and the state with
 * every error, bounded and without secrets. Functions in it are left out. Returns the function that stops it.
 */
export function followZustandStore<S extends object>(
  store: ZustandStore<S>,
  { name = 'zustand', stateTransformer = withoutActions }: ZustandOptions<S> = {},
): () => void {
  const keep = (state: S): void => {
    const value = stateTransformer(state) ?? null;
    getCurrentScope().setContext('state', value && { state: { type: 'zustand', value } });
  };
  keep(store.getState());
  return store.subscribe((state, previous) => {
    const changed = Object.keys(state).filter((key) => state[key as keyof S] !== previous?.[key as keyof S]);
    addBreadcrumb({ category: 'state', type: 'info', message: name, data: { changed } });
    keep(state);
  });
}

/** The functions that change a store stand in it too. */
function withoutActions(state: object): object {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => typeof value !== 'function'));
}
