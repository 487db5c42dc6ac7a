import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { type AsyncContext, guard } from '@vedette/core';

/** Scopes that follow a request through every callback and promise it starts. */
export interface NodeContext extends AsyncContext {
  /** Puts a value in force from here to the end of this callback, and for all that it starts. */
  enterWith(value: object | undefined): void;
  exit<T>(callback: () => T): T;
  /**
   * Puts in force what `choose` answers for a message while the named channel runs what the message is about; `here` is what
   * is in force without it. One at a time for each channel. Returns the undo. Does nothing before Node 18.19.
   */
  bind<Message>(name: string, choose: (message: Message, here: object | undefined) => object | undefined): () => void;
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
    bind(name, choose) {
      const spoken = channel(name);
      spoken.bindStore?.(storage, (message) => {
        const here = storage.getStore();
        // What is thrown here would end the process.
        return guard(() => choose(message as never, here), here);
      });
      return () => void spoken.unbindStore?.(storage);
    },
  };
}
