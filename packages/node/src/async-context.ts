import { AsyncLocalStorage } from 'node:async_hooks';
import type { AsyncContext } from '@vedette/core';

/** Scopes that follow a request through every callback and promise it starts. */
export interface NodeContext extends AsyncContext {
  /** Puts a value in force from here to the end of this callback, and for all that it starts. */
  enterWith(value: object | undefined): void;
  /** Calls back with no value in force: for work of our own, which must not keep a request's scopes alive. */
  exit<T>(callback: () => T): T;
}

let shared: NodeContext | undefined;

/** The one AsyncLocalStorage of this process, behind core's port. */
export function nodeContext(): NodeContext {
  shared ??= createNodeContext();
  return shared;
}

function createNodeContext(): NodeContext {
  const storage = new AsyncLocalStorage<object | undefined>();
  return {
    isolates: true,
    get: () => storage.getStore(),
    run: (value, callback) => storage.run(value, callback),
    enterWith: (value) => storage.enterWith(value),
    exit: (callback) => storage.run(undefined, callback),
  };
}
