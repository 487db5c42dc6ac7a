import { guard } from '@vedette/core';

/**
 * Hears the calls of a method: `hear` runs before the original, which then gets the `this` and the list of arguments that
 * `hear` saw, and may return a function that runs after it and may put another result in the place of the original's.
 * What `hear` throws harms nobody, what the original throws goes to the host. The stand-in is a proxy, so name, length and
 * properties are the original's. Undoing puts the property back as it was; if someone patched after us, theirs stays and
 * ours turns into a mere passage. Does nothing where there is no such method, or where it cannot be replaced.
 */
export function patch<T extends object, K extends keyof T>(
  target: T | undefined,
  name: K,
  hear: (args: unknown[], self: unknown) => Afterwards | undefined | void,
): () => void {
  const original = target?.[name] as AnyFunction | undefined;
  if (!target || typeof original !== 'function') {
    return () => {};
  }
  const before = Object.getOwnPropertyDescriptor(target, name);
  let hearing: typeof hear | undefined = hear;
  const standIn = new Proxy(original, {
    apply(_, self, args) {
      const afterwards = guard(() => hearing?.(args, self), undefined);
      const result: unknown = Reflect.apply(original, self, args);
      return afterwards?.(result) ?? result;
    },
  });
  Reflect.defineProperty(target, name, {
    configurable: true,
    writable: true,
    enumerable: before?.enumerable ?? true,
    value: standIn,
  });
  return () => {
    hearing = undefined;
    if (target[name] === standIn) {
      if (before) {
        Reflect.defineProperty(target, name, before);
      } else {
        delete target[name];
      }
    }
  };
}

// biome-ignore lint/suspicious/noExplicitAny: any function there is.
type AnyFunction = (...args: any[]) => any;

/** Is given the result and returns what the host gets in its place, or `undefined` to leave it. Must not throw. */
// biome-ignore lint/suspicious/noExplicitAny: only who patches knows what the original returns.
type Afterwards = (result: any) => unknown;
