import { createStackContext } from '../scope/stack-context.ts';
import type { Platform, SendRequest, SendResponse } from '../platform.ts';

/** A runtime that lives in memory: its clock is moved by hand and what is sent stays in `sent`. */
export interface MemoryPlatform extends Platform {
  /** What was posted so far. */
  readonly sent: SendRequest[];
  /** What the backend answers next and from then on; a function may throw. */
  answer(with_: SendResponse | (() => SendResponse | Promise<SendResponse>)): void;
  /** Moves the clock and runs the timers that are due, in order. */
  advance(ms: number): void;
  /** Tells the program that it may soon be gone. */
  exit(): void;
  /** Timers that wait. */
  readonly timers: number;
}

export function createMemoryPlatform(): MemoryPlatform {
  const sent: SendRequest[] = [];
  const exitListeners = new Set<() => void>();
  let timers: Array<{ at: number; run: () => void }> = [];
  let nowMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  let answer: () => SendResponse | Promise<SendResponse> = () => ({ statusCode: 200, headers: {} });

  return {
    name: 'javascript',
    now: () => nowMs / 1000,
    parseStack: (stack) =>
      [...stack.matchAll(/at (?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/gm)].map(([, name, filename, line, column]) => ({
        function: name,
        filename,
        lineno: Number(line),
        colno: Number(column),
        in_app: true,
      })),
    context: createStackContext(),
    async send(request) {
      sent.push(request);
      return answer();
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
    answer(next) {
      answer = typeof next === 'function' ? next : () => next;
    },
    advance(ms) {
      nowMs += ms;
      const due = timers.filter(({ at }) => at <= nowMs).sort((a, b) => a.at - b.at);
      timers = timers.filter(({ at }) => at > nowMs);
      due.forEach(({ run }) => run());
    },
    exit: () => exitListeners.forEach((listener) => listener()),
    get timers() {
      return timers.length;
    },
  };
}
