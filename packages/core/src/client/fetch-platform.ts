import type { Platform, SendResponse } from '../platform.ts';
import { createStackContext } from '../scope/stack-context.ts';
import type { StackFrame } from '../types/event.ts';

// What every runtime with `fetch` has besides. Read when it is used, so that importing this file touches nothing.
interface Runtime {
  fetch(
    url: string,
    init: object,
  ): Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>;
  setTimeout(callback: () => void, delayMs: number): { unref?(): void };
  clearTimeout(timer: unknown): void;
}

/**
 * A platform for any runtime that has `fetch` and timers, for those that no package of ours is made for. One scope at a
 * time, no notice of the end: call `flush` before it.
 */
export function createFetchPlatform({
  name = 'javascript',
  context = createStackContext(),
}: Partial<Pick<Platform, 'name' | 'context'>> = {}): Platform {
  const runtime = globalThis as unknown as Runtime;
  return {
    name,
    context,
    now: createClock(),
    parseStack,
    async send({ url, body, headers, fetchOptions }): Promise<SendResponse> {
      const response = await runtime.fetch(url, { method: 'POST', body, headers, ...(fetchOptions as object) });
      // An answer that nobody reads keeps its connection in some runtimes.
      response.text().then(undefined, () => {});
      return {
        statusCode: response.status,
        headers: {
          'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
          'retry-after': response.headers.get('retry-after'),
        },
      };
    },
    delay(callback, delayMs) {
      const timer = runtime.setTimeout(callback, delayMs);
      timer.unref?.();
      return () => runtime.clearTimeout(timer);
    },
    onExit: () => () => {},
  };
}

/** The system clock, made never to go back. */
function createClock(): () => number {
  let newest = 0;
  return () => {
    newest = Math.max(newest, Date.now() / 1000);
    return newest;
  };
}

/** `at name (file:1:2)` of V8, `name@file:1:2` of the others. */
const LINE = /^[ \t]*(?:at (?:async )?(?:(.+?) \()?|([^@\n]*)@)(.+?):(\d+):(\d+)\)?$/gm;

function parseStack(stack: string): StackFrame[] {
  return Array.from(stack.matchAll(LINE), ([, v8, gecko, filename, line, column]) => ({
    function: v8 || gecko,
    filename,
    lineno: Number(line),
    colno: Number(column),
    in_app: !filename?.includes('node_modules/') && !filename?.startsWith('node:'),
  }));
}
