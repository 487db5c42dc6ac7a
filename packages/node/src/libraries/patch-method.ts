import { guard } from '@vedette/core';
import { isPatched } from './patch-once.ts';

/** A method as its callers see it, with `this` taken care of. */
export type Method = (...args: unknown[]) => unknown;

/**
 * Gives a library's class a method around its own, for all its objects; `around` is what happens instead of a call. Objects that
 * an `instrument...` function follows already are left to it. Returns the undo; where somebody patched after us, ours
 * stays and does nothing any more. Nothing happens where there is no such method.
 */
export function patchMethod<T extends object>(
  prototype: T,
  name: keyof T & string,
  around: (target: T, original: Method, args: unknown[]) => unknown,
): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const before = prototype[name];
  let isOn = typeof before === 'function';
  if (!isOn) {
    return () => {};
  }
  const inherited = before as Method;
  const { [name]: patched } = {
    [name](this: T, ...args: unknown[]): unknown {
      return isOn && !isPatched(this, name)
        ? around(this, (...given) => inherited.apply(this, given), args)
        : inherited.apply(this, args);
    },
  };
  Object.defineProperty(patched, 'length', { value: inherited.length, configurable: true });
  const place: PropertyDescriptor = { configurable: true, writable: true, enumerable: own?.enumerable ?? false };
  guard(() => Object.defineProperty(prototype, name, { ...place, value: patched }));
  return () => {
    isOn = false;
    if (prototype[name] === (patched as unknown)) {
      // What was inherited is inherited again.
      own ? Object.defineProperty(prototype, name, own) : delete prototype[name];
    }
  };
}
