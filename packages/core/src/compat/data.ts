import { normalize as normalizeWithin } from '../event/normalize.ts';
import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { randomUuid } from '../lib/random-id.ts';
import { utf8Encode } from '../lib/utf8.ts';
import { isElement, isEvent } from './values.ts';

/** An id for an event: 32 hex digits. */
export function uuid4(): string {
  return randomUuid();
}

/** Any value as JSON-safe data; what was cut is marked in its place. Never throws. */
export function normalize(value: unknown, depth = 100, maxProperties = Number.POSITIVE_INFINITY): unknown {
  return normalizeWithin(value, depth, maxProperties);
}

/** Like `normalize`, less and less deep until it is no more than `maxBytes` of JSON, but one level at least. */
export function normalizeToSize<T>(object: Record<string, unknown>, depth = 3, maxBytes = 102_400): T {
  const normalized = normalize(object, depth);
  return depth > 1 && bytesOf(normalized) > maxBytes ? normalizeToSize(object, depth - 1, maxBytes) : (normalized as T);
}

function bytesOf(value: unknown): number {
  return utf8Encode(guard(() => JSON.stringify(value) ?? '', '')).length;
}

/** Sets a property that does not show in loops and JSON. Does nothing on an object that refuses. */
export function addNonEnumerableProperty(object: object, name: string | symbol, value: unknown): void {
  guard(() => void Object.defineProperty(object, name, { value, writable: true, configurable: true }));
}

/** Errors and events of a page as objects with their properties; other values as they are. */
export function convertToPlainObject<V>(value: V): Record<string, unknown> | V {
  if (isError(value)) {
    const { message, name, stack } = value;
    return Object.assign({ message, name, stack }, value);
  }
  if (isEvent(value)) {
    const { type, target, currentTarget } = value as Record<string, unknown>;
    return { type, target: describeTarget(target), currentTarget: describeTarget(currentTarget), ...value };
  }
  return value;
}

function describeTarget(target: unknown): string {
  const { tagName } = Object(target) as { tagName?: string };
  return isElement(target) ? String(tagName).toLowerCase() : Object.prototype.toString.call(target);
}
