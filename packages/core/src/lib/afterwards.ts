import { isThenable } from './then.ts';

/**
 * Hands a result through and calls `done` when it is there: at once, or when its promise settles. A promise comes back
 * as a new one with the same fate: watching the host's from the side would mark its rejection as handled, so that
 * nobody would hear of it, and would run a lazy thenable (a query builder) twice.
 */
export function afterwards<T>(result: T, done: (failed: boolean) => void): T {
  if (!isThenable(result)) {
    done(false);
    return result;
  }
  return result.then(
    (value) => {
      done(false);
      return value;
    },
    (reason) => {
      done(true);
      throw reason;
    },
  ) as T;
}
