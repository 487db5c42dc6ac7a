import { afterwards } from '../lib/afterwards.ts';
import { guard } from '../lib/guard.ts';
import { getClient, getCurrentScope, withIsolationScope } from '../scope/current.ts';
import { newPropagationContext } from '../scope/scope.ts';
import type { MonitorConfig } from '../types/check-in.ts';
import { captureCheckIn } from './check-in.ts';

/**
 * Watches one run of a scheduled job: tells that it began, and how it ended and after how many seconds, now or when the
 * promise it returned settles. What the callback returns or throws comes back. It runs in an isolation scope of its own,
 * with `isolateTrace` also in a new trace. With `config` the monitor is set up or changed.
 */
export function withMonitor<T>(monitorSlug: string, callback: () => T, config?: MonitorConfig): T {
  const run = (): T => {
    const checkInId = captureCheckIn({ monitorSlug, status: 'in_progress' }, config);
    const started = now();
    const end = (failed: boolean): void => {
      captureCheckIn({ monitorSlug, status: failed ? 'error' : 'ok', checkInId, duration: now() - started });
    };
    let result: T;
    try {
      result = callback();
    } catch (error) {
      end(true);
      throw error;
    }
    return afterwards(result, end);
  };
  return withIsolationScope(() => {
    if (guard(() => config?.isolateTrace, false)) {
      getCurrentScope().setPropagationContext(newPropagationContext()).setSpan(undefined);
    }
    return run();
  });
}

/** Seconds. */
function now(): number {
  return getClient()?.platform.now() ?? Date.now() / 1000;
}
