import { captureException, guard, isThenable, type MonitorConfig, withMonitor } from '@vedette/core';
import { toCrontab } from './crontab.ts';

/** What is known of a job before it runs. */
export interface JobDescription {
  slug: string;
  /** As the scheduler takes it; without one the monitor is not set up, but watched. */
  expression?: unknown;
  timezone?: unknown;
  isolateTrace?: boolean | undefined;
  /** The mechanism of errors. */
  type: string;
}

type Callback = (this: unknown, ...args: never[]) => unknown;

/**
 * The callback of a job with a check-in before and after each run, and its errors reported as unhandled. It is given, gives
 * back and throws what it would without us. Anything but a function comes back as it is.
 */
export function watchJob<T>(callback: T, { slug, expression, timezone, isolateTrace, type }: JobDescription): T {
  if (typeof callback !== 'function') {
    return callback;
  }
  const config = {
    ...(typeof expression === 'string' && { schedule: { type: 'crontab', value: toCrontab(expression) } }),
    ...(typeof timezone === 'string' && { timezone }),
    isolateTrace,
  } as MonitorConfig;
  const report = (error: unknown): void =>
    guard(() => void captureException(error, { mechanism: { type, handled: false } }));
  const watched: Callback = function (this: unknown, ...args) {
    const run = (): unknown => {
      let result: unknown;
      try {
        result = (callback as unknown as Callback).apply(this, args);
      } catch (error) {
        report(error);
        throw error;
      }
      if (isThenable(result)) {
        // Beside it: what the scheduler is given stays the job's own promise.
        result.then(undefined, report);
      }
      return result;
    };
    return withMonitor(slug, run, config);
  };
  return watched as T;
}
