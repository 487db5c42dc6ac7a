/**
 * Keeps the process from ending for want of work until a promise settles; hands it through. Our sockets and timers do
 * not hold a process, so without this a program that awaits `flush()` at its end would be gone before the answer.
 */
export function stayAlive<T>(promise: Promise<T>): Promise<T> {
  const hold = setInterval(() => {}, LONGEST_TIMER_MS);
  return promise.finally(() => clearInterval(hold));
}

const LONGEST_TIMER_MS = 0x7fffffff;
