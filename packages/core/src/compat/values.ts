import { guard } from '../lib/guard.ts';
import type { Primitive } from '../types/event.ts';

// What things are. None of these throws, whatever a host hands over: what cannot be asked is not what was asked for.

/** Whether it is a text; the text of `parameterize` counts. */
export function isString(value: unknown): value is string {
  return hasBrand(value, 'String');
}

/** Whether it has no properties of its own: not an object and not a function. Parameterized text counts. */
export function isPrimitive(value: unknown): value is Primitive {
  return Object(value) !== value || guard(() => value instanceof String && 'template' in value, false);
}

/** Whether it is an object that is no list, error, date or such. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return hasBrand(value, 'Object');
}

export function isRegExp(value: unknown): value is RegExp {
  return hasBrand(value, 'RegExp');
}

/** Whether it is what `window.onerror`'s listeners are given. */
export function isErrorEvent(value: unknown): boolean {
  return hasBrand(value, 'ErrorEvent');
}

/** Whether it is an event of the page. False where there is no page. */
export function isEvent(value: unknown): boolean {
  return isInstanceOf(value, (globalThis as { Event?: unknown }).Event);
}

/** Whether it is an element of the page. False where there is no page. */
export function isElement(value: unknown): boolean {
  return isInstanceOf(value, (globalThis as { Element?: unknown }).Element);
}

/** `instanceof`, and false where that throws: a base that is no class, a proxy that refuses. */
export function isInstanceOf<T = unknown>(value: unknown, base: unknown): value is T {
  return guard(() => value instanceof (base as new () => T), false);
}

function hasBrand(value: unknown, brand: string): boolean {
  return guard(() => Object.prototype.toString.call(value) === `[object ${brand}]`, false);
}
