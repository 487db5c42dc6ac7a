/**
 * Puts `around` in the place of a method. It is called with the original, the host's `this` and arguments, and must
 * return or throw exactly what the original does. The stand-in is a proxy, so name, length and properties are the
 * original's. Undoing puts the property back as it was; if someone patched after us, theirs stays and ours turns into a
 * mere passage. Does nothing where there is no such method, or where it cannot be replaced.
 */
export function patch<T extends object, K extends keyof T>(
  target: T | undefined,
  name: K,
  around: (original: T[K] & AnyFunction, self: unknown, args: unknown[]) => unknown,
): () => void {
  const original = target?.[name] as (T[K] & AnyFunction) | undefined;
  if (!target || typeof original !== 'function') {
    return () => {};
  }
  const before = Object.getOwnPropertyDescriptor(target, name);
  let active = true;
  const standIn = new Proxy(original, {
    apply: (_, self, args) => (active ? around(original, self, args) : Reflect.apply(original, self, args)),
  });
  const replaced = Reflect.defineProperty(target, name, {
    configurable: true,
    writable: true,
    enumerable: before?.enumerable ?? true,
    value: standIn,
  });
  return () => {
    active = false;
    if (!replaced || target[name] !== standIn) {
      return;
    }
    if (before) {
      Reflect.defineProperty(target, name, before);
    } else {
      delete target[name];
    }
  };
}

// biome-ignore lint/suspicious/noExplicitAny: any function there is.
type AnyFunction = (...args: any[]) => any;
