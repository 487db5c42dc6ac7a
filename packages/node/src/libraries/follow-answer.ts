import { guard, isThenable } from '@vedette/core';
import type { FollowedCall } from './database-call.ts';

/**
 * Hands an answer through and ends the call with it, at once or when its promise settles. A promise comes back as a new one
 * with the same fate: watching the host's from the side would mark its rejection as handled.
 */
export function followAnswer<T>(call: FollowedCall, answer: T): T {
  if (!isThenable(answer)) {
    endCall(call, false, answer);
    return answer;
  }
  return answer.then(
    (value) => {
      endCall(call, false, value);
      return value;
    },
    (reason) => {
      endCall(call, true);
      throw reason;
    },
  ) as T;
}

/** Ends a call, well or not. Never throws. */
export function endCall(call: FollowedCall | undefined, hasFailed: boolean, result?: unknown): void {
  guard(() => {
    if (hasFailed) {
      call?.failed();
    }
    call?.ended(result);
  });
}
