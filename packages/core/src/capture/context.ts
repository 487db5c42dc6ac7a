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

/** A fact for logs and metrics: a text, number, boolean, a list of one of them, or `{ value, unit }`. */
export function setAttribute(key: string, value: unknown): void {
  getIsolationScope().setAttribute(key, value);
}

export function setAttributes(attributes: Record<string, unknown>): void {
  getIsolationScope().setAttributes(attributes);
}

/** Marks what follows as part of one conversation with a model; empty ends it. */
export function setConversationId(id: string | null | undefined): void {
  getIsolationScope().setConversationId(id);
}
