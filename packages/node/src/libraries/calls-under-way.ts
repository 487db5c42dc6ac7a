import type { FollowedCall } from './database-call.ts';
import { endCall } from './follow-answer.ts';

/** Calls of a library that tells their beginning and their end apart, each by a key. */
export interface CallsUnderWay<Key> {
  begin(key: Key, call: FollowedCall): void;
  has(key: Key): boolean;
  /** It is over, well or not. Nothing happens when it is not known. Never throws. */
  end(key: Key, hasFailed: boolean): void;
}

/** Of some the end is never told, such as queries that are streamed or took too long, and each holds its scopes. */
const MAX_UNDER_WAY = 1000;

/** Keeps what is under way. When there are too many the oldest is forgotten: it gets neither a span nor a breadcrumb. */
export function createCallsUnderWay<Key>(): CallsUnderWay<Key> {
  const calls = new Map<Key, FollowedCall>();
  return {
    begin(key, call) {
      calls.set(key, call);
      if (calls.size > MAX_UNDER_WAY) {
        calls.delete(calls.keys().next().value as Key);
      }
    },
    has: (key) => calls.has(key),
    end(key, hasFailed) {
      const call = calls.get(key);
      calls.delete(key);
      endCall(call, hasFailed);
    },
  };
}
