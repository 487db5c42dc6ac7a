import { isThenable } from '../lib/then.ts';
import type { Platform, SendRequest, SendResponse } from '../platform.ts';
import { createStackContext } from '../scope/stack-context.ts';

/** A runtime that lives in memory: its clock is moved by hand and what is sent stays in `sent`. */
export interface MemoryPlatform extends Platform {
  /** What was posted so far. */
  readonly sent: SendRequest[];
  /** Those of them that the backend took: it answered with a status of success. */
  readonly received: SendRequest[];
  /** What the backend answers from now on; a function may throw, as if nobody answered. */
  answer(next: SendResponse | Answer): void;
  /** Moves the clock and runs the timers that fall due on the way, in order and at their time, also those they set. */
  advance(ms: number): void;
  /** Tells the program that it may soon be gone. */
  exit(): void;
  /** Timers that wait. */
  readonly timers: number;
}

type Answer = (request: SendRequest) => SendResponse | Promise<SendResponse>;

export function createMemoryPlatform(): MemoryPlatform {
  const sent: SendRequest[] = [];
  const received: SendRequest[] = [];
  const exitListeners = new Set<() => void>();
  let timers: Array<{ at: number; run: () => void }> = [];
  let nowMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  let answer: Answer = () => ({ statusCode: 200, headers: {} });

  return {
    name: 'javascript',
    now: () => nowMs / 1000,
    parseStack: (stack) =>
      [...stack.matchAll(/^[ \t]*at (?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/gm)].map(([, name, filename, line, column]) => ({
        function: name,
        filename,
        lineno: Number(line),
        colno: Number(column),
        in_app: true,
      })),
    context: createStackContext(),
    async send(request) {
      sent.push(request);
      const answered = answer(request);
      // At once where the answer is: who looks right after a capture finds it.
      const response = isThenable(answered) ? await answered : answered;
      if (response.statusCode < 300) {
        received.push(request);
      }
      return response;
    },
    delay(callback, delayMs) {
      const timer = { at: nowMs + delayMs, run: callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onExit(listener) {
      exitListeners.add(listener);
      return () => exitListeners.delete(listener);
    },
    sent,
    received,
    answer(next) {
      answer = typeof next === 'function' ? next : () => next;
    },
    advance(ms) {
      const until = nowMs + ms;
      const nextDue = (): (typeof timers)[number] | undefined =>
        timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      for (let timer = nextDue(); timer; timer = nextDue()) {
        const { at, run } = timer;
        timers = timers.filter((other) => other !== timer);
        nowMs = Math.max(nowMs, at);
        run();
      }
      nowMs = until;
    },
    exit() {
      for (const listener of exitListeners) {
        listener();
      }
    },
    get timers() {
      return timers.length;
    },
  };
}
