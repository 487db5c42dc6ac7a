import { DEBUG, debug } from './debug.ts';

/**
 * The boundary no SDK error crosses: calls `run` and returns what it returns, or `fallback` when it throws. Whatever
 * enters Vedette from outside (a public function, a listener, a timer, a patched method) passes through here.
 */
export function guard<T>(run: () => T, fallback: T): T;
export function guard<T>(run: () => T): T | undefined;
export function guard<T>(run: () => T, fallback?: T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (DEBUG) {
      debug('internal error:', error);
    }
    return fallback;
  }
}
