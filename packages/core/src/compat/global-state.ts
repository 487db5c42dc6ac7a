import { getCurrentScope, getIsolationScope, withIsolationScope, withScope } from '../scope/current.ts';
import { registry } from '../scope/registry.ts';
import { Scope } from '../scope/scope.ts';

/** `globalThis`, for who wants to hang something of his own on it. */
export const GLOBAL_OBJ: typeof globalThis & Record<string, unknown> = globalThis as never;

/** What all copies of this SDK in one program share things by. */
export function getMainCarrier(): typeof GLOBAL_OBJ {
  return GLOBAL_OBJ;
}

/** One thing of a name in the whole program, made when it is first asked for. `holder`: where it is kept instead. */
export function getGlobalSingleton<T>(name: string, create: () => T, holder?: object): T {
  const kept = (holder ?? registry()) as Record<string, T | undefined>;
  return (kept[name] ??= create());
}

/** The scope that is current where nothing has set another. */
export function getDefaultCurrentScope(): Scope {
  return defaultScopes().current as Scope;
}

/** The isolation scope where nothing has set another. */
export function getDefaultIsolationScope(): Scope {
  return defaultScopes().isolation as Scope;
}

function defaultScopes() {
  return (registry().defaultScopes ??= { current: new Scope(), isolation: new Scope() });
}

/** How scopes are kept and forked, as functions. */
export interface AsyncContextStrategy {
  getCurrentScope(): Scope;
  getIsolationScope(): Scope;
  withScope<T>(callback: (scope: Scope) => T): T;
  withSetScope<T>(scope: Scope, callback: (scope: Scope) => T): T;
  withIsolationScope<T>(callback: (isolation: Scope) => T): T;
  withSetIsolationScope<T>(isolation: Scope, callback: (isolation: Scope) => T): T;
}

/** The functions in force. The argument is not used: there is one carrier. */
export function getAsyncContextStrategy(_carrier?: unknown): AsyncContextStrategy {
  return {
    getCurrentScope,
    getIsolationScope,
    withScope,
    withSetScope: withScope,
    withIsolationScope,
    withSetIsolationScope: withIsolationScope,
  };
}

/**
 * Does nothing: a runtime says how it keeps values across calls by `Platform.context`, and scopes are ours to fork.
 * @noop
 */
export function setAsyncContextStrategy(_strategy: AsyncContextStrategy | undefined): void {}
