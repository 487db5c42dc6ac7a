import { getClient, type Integration, type Primitive, type StackFrame } from '@vedette/core';
import { watchForBlocks } from '../inspect/block-watcher.ts';

export interface EventLoopBlockOptions {
  /** Milliseconds without a turn of the event loop that are too long. @default 1000 */
  threshold?: number;
  /** Events an hour. @default 1 */
  maxEventsPerHour?: number;
  /** Put on these events. */
  staticTags?: Record<string, Primitive>;
}

const HOUR_MS = 3_600_000;
/** Frames that are looked at; V8's own ten are soon filled by what is called often. */
const MAX_FRAMES = 50;

/**
 * Reports what keeps the event loop from turning, with the stack and the scopes of the code that does, while it does: also of
 * a loop that never ends. Costs a thread, so it is not among the defaults.
 */
export function eventLoopBlockIntegration(options: EventLoopBlockOptions = {}): Integration {
  const { threshold = 1000, maxEventsPerHour = 1, staticTags } = options;
  return {
    name: 'EventLoopBlock',
    setup(client) {
      let hour = 0;
      let told = 0;
      return watchForBlocks(threshold, () => {
        const now = Math.floor(performance.now() / HOUR_MS);
        told = now === hour ? told : 0;
        hour = now;
        if (getClient() === client && told < maxEventsPerHour) {
          told++;
          const stacktrace = { frames: blockingFrames(client.platform.parseStack) };
          client.captureEvent({
            level: 'error',
            exception: {
              values: [
                {
                  type: 'EventLoopBlocked',
                  value: `Event Loop Blocked for at least ${threshold} ms`,
                  mechanism: { type: 'ANR', handled: true },
                  stacktrace,
                  thread_id: '0',
                },
              ],
            },
            tags: staticTags,
          });
        }
      });
    },
  };
}

/** Innermost last; without our own, which end where the debugger's begin. */
function blockingFrames(parse: (stack: string) => StackFrame[]): StackFrame[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = MAX_FRAMES;
  const lines = new Error().stack?.split('\n') ?? [];
  Error.stackTraceLimit = stackTraceLimit;
  const entry = lines.findIndex((line) => /^\s*at eval \(eval at /.test(line));
  return parse(lines.slice(entry + 1).join('\n')).reverse();
}
