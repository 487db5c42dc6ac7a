/** Whether something has a `then` to call; false for a host's object that does not let itself be asked. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
  } catch {
    return false;
  }
}

/**
 * Goes on with a value at once, or with a promise when it settles: the pipeline stays synchronous unless a host
 * callback is not, so that an error is on its way before a process can exit. `failed` is for rejections only; what
 * `next` throws is thrown on. (Not named `then`: a module that exports one is taken for a promise by `import()`.)
 */
export function andThen<T, R>(
  value: T | PromiseLike<T>,
  next: (value: T) => R | PromiseLike<R>,
  failed?: (reason: unknown) => R,
): R | PromiseLike<R> {
  return isThenable(value) ? (value as PromiseLike<T>).then(next, failed) : next(value);
}
