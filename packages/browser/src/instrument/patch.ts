import { guard } from '@vedette/core';

/**
 * Hears the calls of a method: `hear` runs before the original, which then gets the `this` and the list of arguments that
 * `hear` saw, and may return a function that runs after it and may put another result in the place of the original's.
 * What these two throw harms nobody, what the original throws goes to the host. The stand-in is a proxy and stands where
 * the original stood, also when that was inherited, so name, length, source text, properties and descriptor are the
 * original's. (Only `Function.prototype.toString.call` tells them apart: it knows no proxy's name.) Undoing puts the
 * original back; if someone patched after us, theirs stays and ours turns into a mere passage. Does nothing where there
 * is no such method, where it comes from a getter, or where it cannot be replaced.
 */
export function patch<T extends object, K extends keyof T>(
  target: T | null | undefined,
  name: K,
  hear: (args: unknown[], self: unknown) => Afterwards | undefined | void,
): () => void {
  const before = target && Object.getOwnPropertyDescriptor(target, name);
  if (target && !before) {
    return patch(Object.getPrototypeOf(target) as T | null, name, hear);
  }
  const original = before?.value as AnyFunction | undefined;
  if (typeof original !== 'function') {
    return () => {};
  }
  let hearing: typeof hear | undefined = hear;
  // As it is now: pages replace even this.
  const { apply } = Reflect;
  const standIn = new Proxy(original, {
    apply(_, self, args) {
      const afterwards = guard(() => hearing?.(args, self), undefined);
      const result: unknown = apply(original, self, args);
      return (afterwards && guard(() => afterwards(result), undefined)) ?? result;
    },
    get(_, key) {
      const value = (original as unknown as Record<PropertyKey, unknown>)[key];
      // Called on a proxy it would forget the name, and show `[native code]` for what is not.
      return value === Function.prototype.toString ? () => `${original}` : value;
    },
  });
  Reflect.defineProperty(target as T, name, { ...before, value: standIn });
  return () => {
    hearing = undefined;
    if (target?.[name] === standIn) {
      Reflect.defineProperty(target, name, before as PropertyDescriptor);
    }
  };
}

// biome-ignore lint/suspicious/noExplicitAny: any function there is.
type AnyFunction = (...args: any[]) => any;

/** Is given the result and returns what the host gets in its place, or `undefined` to leave it. */
// biome-ignore lint/suspicious/noExplicitAny: only who patches knows what the original returns.
type Afterwards = (result: any) => unknown;
