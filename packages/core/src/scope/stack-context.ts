import { afterwards } from '../lib/afterwards.ts';
import type { AsyncContext } from '../platform.ts';

/**
 * Keeps scopes for a runtime without async context: a stack. A value given to an asynchronous callback stays until its promise
 * settles; work running beside it meanwhile sees it too, which is why such a runtime does not isolate.
 */
export function createStackContext(): AsyncContext {
  const stack: object[] = [];
  return {
    isolates: false,
    get: () => stack[stack.length - 1],
    run(value, callback) {
      stack.push(value);
      // By identity, not by position: of two overlapping callbacks the first to end need not be the last to start.
      const leave = (): void => {
        const at = stack.lastIndexOf(value);
        if (at >= 0) {
          stack.splice(at, 1);
        }
      };
      try {
        return afterwards(callback(), leave);
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
