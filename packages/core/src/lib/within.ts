/**
 * Whether work ends well within a time: `false` after `timeoutMs` (never, when there is none), when it rejects, and when
 * its result is `false`. `delay` is the platform's timer. Never rejects.
 */
export function within(
  work: PromiseLike<unknown>,
  delay: (callback: () => void, delayMs: number) => () => void,
  timeoutMs?: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (result?: unknown): void => {
      stop?.();
      resolve(result !== false);
    };
    const stop = timeoutMs === undefined ? undefined : delay(() => end(false), timeoutMs);
    work.then(end, () => end(false));
  });
}
