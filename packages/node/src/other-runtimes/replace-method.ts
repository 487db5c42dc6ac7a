/**
 * Puts a proxy before a function that somebody's object has: what hangs on the function (a name, `fetch.preconnect`) stays,
 * and `around` is given what it was called with. Returns the undo, which leaves alone what was put there after us.
 */
export function replaceMethod<Holder extends object, Name extends keyof Holder>(
  holder: Holder,
  name: Name,
  around: (args: unknown[], call: (args: unknown[]) => unknown) => unknown,
): () => void {
  const original = holder[name];
  if (typeof original !== 'function') {
    return () => {};
  }
  let active = true;
  const replaced = new Proxy(original, {
    apply(target, self, args) {
      const call = (now: unknown[]): unknown => Reflect.apply(target, self, now);
      return active ? around(args, call) : call(args);
    },
  });
  holder[name] = replaced;
  return () => {
    active = false;
    if (holder[name] === replaced) {
      holder[name] = original;
    }
  };
}
