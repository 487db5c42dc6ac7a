import { guard, type Platform, type SendRequest } from '@vedette/core';
import { type NodeContext, nodeContext } from './async-context.ts';
import { onBeforeExit } from './before-exit.ts';
import type { Spool } from './spool/spool.ts';
import { createStackParser } from './stack-lines.ts';
import { createHttpSender, type HttpSender } from './transport.ts';

/** The port for Node. */
export interface NodePlatform extends Omit<Platform, 'send'>, HttpSender {
  readonly context: NodeContext;
  readonly spool: Spool | undefined;
  /**
   * Milliseconds that a dying process may be held for its last report, if it is to be held for so long; see
   * `shutdownTimeout`.
   */
  readonly deathDelayMs: number | undefined;
  /** What was sent last, whatever became of it. */
  lastRequest(): SendRequest | undefined;
  /** Calls those who listen with `onExit`, in a process that ends without having been out of work. */
  tellExit(): void;
}

export interface NodePlatformSetup {
  spool?: Spool;
  deathDelayMs?: number;
}

/** Furthest apart, in seconds, that our clock and the system's may be before ours is set. */
const MAX_DRIFT_SECONDS = 1;

export function createNodePlatform({ spool, deathDelayMs }: NodePlatformSetup = {}): NodePlatform {
  const context = nodeContext();
  const sender = createHttpSender(context);
  const exitListeners = new Set<() => void>();
  let lastRequest: SendRequest | undefined;
  const tellExit = (): void => {
    for (const listener of [...exitListeners]) {
      guard(listener);
    }
  };
  return {
    name: 'node',
    context,
    now: createClock(),
    parseStack: createStackParser(process.argv[1]),
    spool,
    deathDelayMs,
    ...sender,
    lastRequest: () => lastRequest,
    async send(request) {
      lastRequest = request;
      const response = await sender.send(request);
      spool?.hear(response);
      return response;
    },
    delay(callback, delayMs) {
      // Outside of any scopes: a timer that runs for a minute must not keep a request alive.
      const timer = context.exit(() => setTimeout(callback, delayMs));
      timer.unref();
      return () => clearTimeout(timer);
    },
    onExit(listener) {
      const undo = onBeforeExit(listener);
      exitListeners.add(listener);
      return () => {
        undo();
        exitListeners.delete(listener);
      };
    },
    tellExit,
  };
}

/** The system clock, finer than a millisecond and never going back; set forward after the machine slept. */
function createClock(): () => number {
  let offset = Date.now() / 1000 - monotonicSeconds();
  return () => {
    const system = Date.now() / 1000;
    const monotonic = monotonicSeconds();
    if (system - offset - monotonic > MAX_DRIFT_SECONDS) {
      offset = system - monotonic;
    }
    return offset + monotonic;
  };
}

function monotonicSeconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds + nanoseconds / 1e9;
}
