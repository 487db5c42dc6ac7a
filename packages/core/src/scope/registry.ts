import type { AsyncContext } from '../platform.ts';
import type { Scopes } from '../types/client.ts';
import { SDK_VERSION } from '../version.ts';
import type { Scope } from './scope.ts';

/** What all copies of this version of core in one program share. */
export interface Registry {
  /** The runtime's scope keeper, once an `init` has set it. */
  context?: AsyncContext;
  globalScope?: Scope;
  defaultScopes?: Scopes;
  /** Names of integrations whose `setupOnce` ran. */
  setupOnce: Set<string>;
  /** Objects already captured; a second capture of one does nothing. */
  captured: WeakSet<object>;
}

/**
 * The one place that touches `globalThis`: two copies of one version find the same scopes, copies of different versions
 * keep apart. The key is our own, so that Sentry's SDK can run beside us.
 */
export function registry(): Registry {
  const carrier = globalThis as { __VEDETTE__?: Record<string, Registry> };
  // Once: reading from the window is slow, and this is done several times for each click.
  const copies = (carrier.__VEDETTE__ ??= {});
  return (copies[SDK_VERSION] ??= { setupOnce: new Set(), captured: new WeakSet() });
}

/** Whether this object was captured before; remembers it. Of primitives nobody can tell. */
export function wasCaptured(thrown: unknown): boolean {
  const { captured } = registry();
  if (Object(thrown) !== thrown || captured.has(thrown as object)) {
    return Object(thrown) === thrown;
  }
  captured.add(thrown as object);
  return false;
}
