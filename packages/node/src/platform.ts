import type { Platform } from '@vedette/core';
import { type NodeContext, nodeContext } from './async-context.ts';
import { createStackParser } from './stack-lines.ts';
import { createHttpSender, type HttpSender } from './transport.ts';

/** The port for Node. */
export interface NodePlatform extends Omit<Platform, 'send'>, HttpSender {
  readonly context: NodeContext;
}

/** Furthest apart, in seconds, that our clock and the system's may be before ours is set. */
const MAX_DRIFT_SECONDS = 1;

export function createNodePlatform(): NodePlatform {
  const context = nodeContext();
  return {
    name: 'node',
    context,
    now: createClock(),
    parseStack: createStackParser(process.argv[1]),
    ...createHttpSender(context),
    delay(callback, delayMs) {
      // Outside of any scopes: a timer that runs for a minute must not keep a request alive.
      const timer = context.exit(() => setTimeout(callback, delayMs));
      timer.unref();
      return () => clearTimeout(timer);
    },
    onExit(listener) {
      process.on('beforeExit', listener);
      return () => process.off('beforeExit', listener);
    },
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
