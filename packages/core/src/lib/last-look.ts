import type { DropReason } from '../types/client.ts';
import { isThenable } from './then.ts';

let looking = false;

/**
 * What the host's `beforeSend...` makes of a log or metric; `undefined` when it is dropped, which `drop` is told. One
 * that throws may have been about to remove a secret, so it drops too, and so does one that returns a promise, for which
 * nobody waits. What the callback itself logs is dropped, or it would be called without end.
 */
export function lastLook<T extends object>(
  look: ((item: T) => T | null) | undefined,
  item: T,
  drop: (reason: DropReason) => void,
): T | undefined {
  let seen: T | null | undefined;
  if (!looking) {
    looking = true;
    try {
      seen = look ? look(item) : item;
      if (isThenable(seen)) {
        throw new TypeError('returned a promise');
      }
    } catch {
      drop('callback_error');
      return undefined;
    } finally {
      looking = false;
    }
  }
  if (seen && typeof seen === 'object') {
    return seen;
  }
  drop('before_send');
  return undefined;
}
