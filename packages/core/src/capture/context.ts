import { getIsolationScope } from '../scope/current.ts';
import type { Context, Primitive, User } from '../types/event.ts';

// All of these write to the isolation scope: one request on a server, the page in a browser.

/** Who was affected; `null` forgets. */
export function setUser(user: User | null): void {
  getIsolationScope().setUser(user);
}

/** A searchable fact. `undefined` removes it. */
export function setTag(key: string, value: Primitive): void {
  getIsolationScope().setTag(key, value);
}

export function setTags(tags: Record<string, Primitive>): void {
  getIsolationScope().setTags(tags);
}

/** Any data; contexts are preferred. */
export function setExtra(key: string, extra: unknown): void {
  getIsolationScope().setExtra(key, extra);
}

export function setExtras(extras: Record<string, unknown>): void {
  getIsolationScope().setExtras(extras);
}

/** A named group of facts; `null` removes it. */
export function setContext(name: string, context: Context | null): void {
  getIsolationScope().setContext(name, context);
}
