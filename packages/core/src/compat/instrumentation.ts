import { guard } from '../lib/guard.ts';
import { addNonEnumerableProperty } from './data.ts';

// biome-ignore lint/suspicious/noExplicitAny: any function there is
type AnyFunction = (...args: any[]) => any;
type Holder = Record<string, unknown>;

/** Methods of the console that are listened to. */
export const CONSOLE_LEVELS = ['debug', 'info', 'warn', 'error', 'log', 'assert', 'trace'] as const;
export type ConsoleInstrument = (typeof CONSOLE_LEVELS)[number];

/** The methods of the console as they were before anybody here replaced them. Empty until then. */
export const originalConsoleMethods: Partial<Record<ConsoleInstrument, AnyFunction>> = {};

/**
 * Puts a function made from the original in its place, and marks it so that the original can be found. Does nothing where
 * there is no such method, or where it cannot be replaced.
 */
export function fill(source: Holder, name: string, replace: (original: AnyFunction) => unknown): void {
  const original = source[name];
  if (typeof original !== 'function') {
    return;
  }
  guard(() => {
    const wrapped = replace(original as AnyFunction);
    if (typeof wrapped === 'function') {
      markFunctionWrapped(wrapped as AnyFunction, original as AnyFunction);
    }
    source[name] = wrapped;
  });
}

/** Says of a function which one it stands in for. */
export function markFunctionWrapped(wrapped: AnyFunction, original: AnyFunction): void {
  guard(() => {
    wrapped.prototype = original.prototype;
    addNonEnumerableProperty(wrapped, ORIGINAL, original);
  });
}

/** The function that a marked one stands in for. */
export function getOriginalFunction<T extends AnyFunction>(wrapped: T): T | undefined {
  return guard(() => (wrapped as unknown as { [ORIGINAL]?: T })[ORIGINAL], undefined);
}

const ORIGINAL = '__sentry_original__';

/** Calls back while the console is as it was before we listened to it: what is written then is not heard. */
export function consoleSandbox<T>(callback: () => T): T {
  const console = consoleOf();
  const restore = Object.entries(originalConsoleMethods).map(([level, original]) => {
    const before = console[level];
    console[level] = original;
    return () => {
      console[level] = before;
    };
  });
  try {
    return callback();
  } finally {
    for (const undo of restore) {
      undo();
    }
  }
}

type Unsubscribe = () => void;

/** Hears what is written to the console, before it is. Returns what ends that. */
export function addConsoleInstrumentationHandler(
  handler: (data: { level: ConsoleInstrument; args: unknown[] }) => void,
): Unsubscribe {
  return listen('console', handler, (publish) => {
    for (const level of CONSOLE_LEVELS) {
      fill(consoleOf(), level, (original) => {
        originalConsoleMethods[level] = original;
        return function (this: unknown, ...args: unknown[]): unknown {
          publish({ level, args });
          return original.apply(this, args);
        };
      });
    }
  });
}

/** What is heard of a `fetch`: when it begins, and again when it has ended. Times in milliseconds. */
export interface FetchData {
  args: unknown[];
  fetchData: { method: string; url: string };
  startTimestamp: number;
  endTimestamp?: number;
  response?: { status: number };
  error?: unknown;
}

/** Hears calls of `fetch`. Returns what ends that. */
export function addFetchInstrumentationHandler(handler: (data: FetchData) => void): Unsubscribe {
  return listen('fetch', handler, (publish) =>
    fill(globalThis as unknown as Holder, 'fetch', (original) => {
      return function (this: unknown, ...args: unknown[]): unknown {
        const data: FetchData = { args, fetchData: describeFetch(args), startTimestamp: Date.now() };
        publish({ ...data });
        const result = original.apply(this, args) as Promise<{ status: number }>;
        return result.then(
          (response) => {
            publish({ ...data, endTimestamp: Date.now(), response });
            return response;
          },
          (error) => {
            publish({ ...data, endTimestamp: Date.now(), error });
            throw error;
          },
        );
      };
    }),
  );
}

/** Hears errors that nobody caught, by `onerror`. A handler that was there goes on being called. */
export function addGlobalErrorInstrumentationHandler(
  handler: (data: { msg: unknown; url?: string; line?: number; column?: number; error?: Error }) => void,
): Unsubscribe {
  return listenGlobally('onerror', handler, ([msg, url, line, column, error]) => ({ msg, url, line, column, error }));
}

/** Hears rejections that nobody handled, by `onunhandledrejection`. A handler that was there goes on being called. */
export function addGlobalUnhandledRejectionInstrumentationHandler(handler: (event: unknown) => void): Unsubscribe {
  return listenGlobally('onunhandledrejection', handler, ([event]) => event);
}

// biome-ignore lint/suspicious/noExplicitAny: each kind has data of its own
const handlers: Record<string, Array<(data: any) => void> | undefined> = {};

/** Patches once for all who listen; stays patched when the last one has gone, because others may have patched after us. */
function listen<T>(kind: string, handler: (data: T) => void, patch: (publish: (data: T) => void) => void): Unsubscribe {
  if (!handlers[kind]) {
    handlers[kind] = [];
    patch((data) => {
      for (const one of handlers[kind] ?? []) {
        guard(() => one(data));
      }
    });
  }
  handlers[kind] = [...(handlers[kind] ?? []), handler];
  return () => {
    handlers[kind] = handlers[kind]?.filter((other) => other !== handler);
  };
}

function listenGlobally<T>(name: string, handler: (data: T) => void, read: (args: never[]) => T): Unsubscribe {
  return listen(name, handler, (publish) => {
    const holder = globalThis as unknown as Record<string, AnyFunction | null | undefined>;
    const before = holder[name];
    holder[name] = function (this: unknown, ...args: never[]): unknown {
      publish(read(args));
      return before ? before.apply(this, args) : name !== 'onerror';
    };
  });
}

function describeFetch([target, options]: unknown[]): { method: string; url: string } {
  return guard(
    () => {
      const { url, method } = Object(target) as { url?: string; method?: string };
      const given = (options as { method?: string } | undefined)?.method;
      return { url: String(url ?? target), method: String(given ?? method ?? 'GET').toUpperCase() };
    },
    { method: 'GET', url: '' },
  );
}

function consoleOf(): Holder {
  return (globalThis as unknown as { console?: Holder }).console ?? {};
}
