import { guard } from '@vedette/core';

const patched = new WeakMap<object, Set<PropertyKey>>();

/**
 * Gives one object a method of its own around that of its class; the class and other objects stay as they are. A second time
 * nothing happens, nor where there is no such method. Returns the object.
 */
export function patchOnce<T extends object, Name extends keyof T>(
  target: T,
  name: Name,
  around: (original: T[Name], target: T) => T[Name],
): T {
  guard(() => {
    const names = patched.get(target) ?? new Set();
    const original = target[name];
    if (typeof original === 'function' && !names.has(name)) {
      patched.set(target, names.add(name));
      Object.defineProperty(target, name, {
        value: around(original.bind(target), target),
        configurable: true,
        writable: true,
        enumerable: false,
      });
    }
  });
  return target;
}

/** Whether an object has a method of its own from `patchOnce`; that of its class then has nothing to do. */
export function isPatched(target: object, name: PropertyKey): boolean {
  return patched.get(target)?.has(name) ?? false;
}
