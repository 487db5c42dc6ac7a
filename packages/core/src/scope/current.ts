import type { AsyncContext } from '../platform.ts';
import type { Client, Scopes } from '../types/client.ts';
import { registry } from './registry.ts';
import { Scope } from './scope.ts';
import { createStackContext } from './stack-context.ts';

/** The scope of the whole process or page. */
export function getGlobalScope(): Scope {
  return (registry().globalScope ??= new Scope());
}

/** The scope of one request or task on a server, of the page in a browser. */
export function getIsolationScope(): Scope {
  return scopes().isolation as Scope;
}

/** The innermost scope. */
export function getCurrentScope(): Scope {
  return scopes().current as Scope;
}

/** The client that captures of this moment go to. */
export function getClient<C extends Client = Client>(): C | undefined {
  return getCurrentScope().getClient() as C | undefined;
}

/** Makes a client the one that captures go to, here and in whatever forks from here. */
export function setCurrentClient(client: Client | undefined): void {
  getCurrentScope().setClient(client);
}

/** Sets how the runtime keeps scopes; each `init` does it. */
export function setAsyncContext(context: AsyncContext): void {
  registry().context = context;
}

/**
 * Calls back with a copy of the current scope (or the given one) in force, and hands through what it returns or throws.
 * What is set on the copy ends with the call, or with the promise it returns.
 */
export function withScope<T>(callback: (scope: Scope) => T): T;
export function withScope<T>(scope: Scope | undefined, callback: (scope: Scope) => T): T;
export function withScope<T>(...args: [Callback<T>] | [Scope | undefined, Callback<T>]): T {
  const { current, isolation } = scopes();
  const [given, callback] = args.length === 2 ? args : [undefined, args[0]];
  const scope = given ?? (current as Scope).clone();
  return context().run({ current: scope, isolation }, () => callback(scope));
}

/**
 * Like `withScope`, with an isolation scope of its own: what is set inside by `setTag`, `setUser` or `addBreadcrumb`
 * stays inside. Where the runtime cannot keep calls apart (browsers), only the current scope is copied.
 */
export function withIsolationScope<T>(callback: (isolation: Scope) => T): T;
export function withIsolationScope<T>(isolation: Scope | undefined, callback: (isolation: Scope) => T): T;
export function withIsolationScope<T>(...args: [Callback<T>] | [Scope | undefined, Callback<T>]): T {
  const [given, callback] = args.length === 2 ? args : [undefined, args[0]];
  const { current, isolation } = forkScopes(given);
  return context().run({ current, isolation }, () => callback(isolation as Scope));
}

/** Copies of both scopes, for a runtime that starts a request by itself; the isolation scope stays where it cannot fork. */
export function forkScopes(given?: Scope): Scopes {
  const { current, isolation } = scopes();
  const fork = context().isolates ? (given ?? (isolation as Scope).clone()) : isolation;
  return { current: current.clone(), isolation: fork };
}

type Callback<T> = (scope: Scope) => T;

function scopes(): Scopes {
  const shared = registry();
  return (
    (context(shared).get() as Scopes | undefined) ??
    (shared.defaultScopes ??= { current: new Scope(), isolation: new Scope() })
  );
}

function context(shared = registry()): AsyncContext {
  return (shared.context ??= createStackContext());
}
