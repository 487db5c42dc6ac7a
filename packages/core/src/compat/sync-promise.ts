import { isThenable } from '../lib/then.ts';

type Settle<T> = (value?: T | PromiseLike<T> | null) => void;

/** A promise that calls back at once when it is settled already. */
export class SyncPromise<T> implements PromiseLike<T> {
  #state: { value: T } | { reason: unknown } | undefined;
  #waiting: Array<() => void> = [];

  constructor(executor: (resolve: Settle<T>, reject: (reason?: unknown) => void) => void) {
    const settle = (state: { value: T } | { reason: unknown }): void => {
      this.#state ??= state;
      for (const callback of this.#waiting.splice(0)) {
        callback();
      }
    };
    const reject = (reason?: unknown): void => settle({ reason });
    const resolve: Settle<T> = (value) => {
      if (isThenable(value)) {
        value.then(resolve as (value: unknown) => void, reject);
      } else {
        settle({ value: value as T });
      }
    };
    try {
      executor(resolve, reject);
    } catch (error) {
      reject(error);
    }
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  then<R = T, E = never>(
    fulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    rejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): SyncPromise<R | E> {
    return new SyncPromise<R | E>((resolve, reject) => {
      const call = (): void => {
        const state = this.#state as { value: T } | { reason: unknown };
        try {
          if ('value' in state) {
            resolve(fulfilled ? fulfilled(state.value) : (state.value as unknown as R));
          } else if (rejected) {
            resolve(rejected(state.reason));
          } else {
            reject(state.reason);
          }
        } catch (error) {
          reject(error);
        }
      };
      if (this.#state) {
        call();
      } else {
        this.#waiting.push(call);
      }
    });
  }

  catch<E = never>(rejected?: ((reason: unknown) => E | PromiseLike<E>) | null): SyncPromise<T | E> {
    return this.then(undefined, rejected);
  }

  /** Calls back when it is settled, however; hands its fate through. */
  finally(callback?: (() => void) | null): SyncPromise<T> {
    return this.then(
      (value) => {
        callback?.();
        return value;
      },
      (reason) => {
        callback?.();
        throw reason;
      },
    );
  }
}

/** A promise of the value that calls back at once; a promise is handed through. */
export function resolvedSyncPromise<T = void>(value?: T | PromiseLike<T>): PromiseLike<T> {
  return new SyncPromise<T>((resolve) => resolve(value));
}

/** A promise that is rejected, and calls back at once. */
export function rejectedSyncPromise<T = never>(reason?: unknown): PromiseLike<T> {
  return new SyncPromise<T>((_, reject) => reject(reason));
}
