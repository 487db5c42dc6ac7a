import { guard } from '../lib/guard.ts';

/**
 * Hears what a method of a class is called with and returns; callers notice nothing. Returns what ends it, which respects
 * whoever patched after us. Does nothing where there is no such method.
 */
export function observeMethod<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
  hear: (args: unknown[], result: unknown) => void,
): () => void {
  const original = prototype[name];
  if (typeof original !== 'function') {
    return () => {};
  }
  let active = true;
  const standIn = new Proxy(original, {
    apply(method, self, args) {
      const result = Reflect.apply(method, self, args);
      if (active) {
        guard(() => hear(args, result));
      }
      return result;
    },
  });
  prototype[name] = standIn;
  return () => {
    active = false;
    if (prototype[name] === standIn) {
      prototype[name] = original;
    }
  };
}
