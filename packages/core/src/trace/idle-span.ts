import { guard } from '../lib/guard.ts';
import { getClient } from '../scope/current.ts';
import type { StartSpanOptions } from '../types/client.ts';
import type { Span } from '../types/span.ts';
import { type Segment, segmentOf } from './segment.ts';
import { RecordingSpan } from './span.ts';
import { startInactiveSpan } from './start-span.ts';

/** When an idle span ends by itself. All in milliseconds. Source of the defaults: sdk-behaviour, "Idle spans". */
export interface IdleTimeouts {
  /** Without a running child for this long. @default 1000 */
  idleTimeout?: number;
  /** In all. @default 30000 */
  finalTimeout?: number;
  /** Since the last child started while one is still running. @default 15000 */
  childSpanTimeout?: number;
}

/** Why an idle span ended; stands in its attribute `sentry.idle_span_finish_reason`. */
export type IdleFinishReason =
  | 'idleTimeout'
  | 'heartbeatFailed'
  | 'finalTimeout'
  | 'externalFinish'
  | 'cancelled'
  | 'documentHidden';

export interface IdleSpan {
  span: Span;
  /** Ends it now, trimmed to its last child. Later calls do nothing. */
  finish(reason: IdleFinishReason): void;
}

/**
 * A root span that ends by itself once nothing happens below it any more: for page loads and navigations, whose end
 * nobody announces. Its end is that of its last child; children still running are cancelled. `beforeEnd` is called
 * while attributes and measurements can still be set. Source: sdk-behaviour, "Idle spans".
 */
export function startIdleSpan(
  options: StartSpanOptions,
  { idleTimeout = 1000, finalTimeout = 30_000, childSpanTimeout = 15_000 }: IdleTimeouts,
  beforeEnd: (span: Span) => void,
): IdleSpan {
  const client = getClient();
  const span = startInactiveSpan({ ...options, parentSpan: null });
  if (!client) {
    return { span, finish: () => {} };
  }
  const { delay, now } = client.platform;
  const running = new Set<Span>();
  let stopTimer: (() => void) | undefined;
  let ended = false;

  const waitFor = (reason: IdleFinishReason, ms: number): void => {
    stopTimer?.();
    stopTimer = delay(() => guard(() => finish(reason)), ms);
  };
  const isChild = (other: Span): boolean => other !== span && segmentOf(other)?.root === span;

  const finish = (reason: IdleFinishReason): void => {
    if (ended) {
      return;
    }
    ended = true;
    for (const stop of [stopTimer, stopFinal, stopStart, stopEnd]) {
      stop?.();
    }
    span.setAttribute('sentry.idle_span_finish_reason', reason);
    if (reason === 'finalTimeout') {
      span.setStatus({ code: 2, message: 'deadline_exceeded' });
    } else if (reason === 'documentHidden') {
      span.setStatus({ code: 2, message: 'cancelled' });
    }
    guard(() => beforeEnd(span));
    const segment = segmentOf(span) as Segment;
    const end = endOf(span, now(), finalTimeout);
    for (const child of running) {
      child.setStatus({ code: 2, message: 'cancelled' }).end(end);
    }
    if (span instanceof RecordingSpan) {
      const left = segment.descendants.filter((child) => isWithin(child, end, (finalTimeout + idleTimeout) / 1000));
      const discarded = segment.descendants.length - left.length;
      segment.descendants = left;
      span.setAttribute('sentry.idle_span_discarded_spans', discarded || undefined);
      if (span.isRecording()) {
        span.end(end);
      } else {
        span.endTime = end;
      }
    }
  };

  const stopStart = client.on('spanStart', (child) => {
    if (isChild(child)) {
      running.add(child);
      waitFor('heartbeatFailed', childSpanTimeout);
    }
  });
  const stopEnd = client.on('spanEnd', (child) => {
    if (child === span) {
      finish('externalFinish');
    } else if (running.delete(child) && running.size === 0) {
      waitFor('idleTimeout', idleTimeout);
    }
  });
  const stopFinal = delay(() => guard(() => finish('finalTimeout')), finalTimeout);
  waitFor('idleTimeout', idleTimeout);
  return { span, finish };
}

/** The end of the last child that ended, within the final timeout and the end a host gave; now, if there is none. */
function endOf(span: Span, now: number, finalTimeout: number): number {
  const ends = (segmentOf(span)?.descendants ?? [])
    .map((child) => (child instanceof RecordingSpan ? child.endTime : undefined))
    .filter((end) => end !== undefined);
  const last = ends.length > 0 ? Math.max(...ends) : now;
  if (!(span instanceof RecordingSpan)) {
    return last;
  }
  const { startTime, endTime = last } = span;
  return Math.max(startTime, Math.min(last, endTime, startTime + finalTimeout / 1000));
}

/** Whether a child belongs to its idle span: begun before the end, and not longer than one can be. Times in seconds. */
function isWithin(child: Span, end: number, longest: number): boolean {
  const { startTime, endTime = end } = child as RecordingSpan;
  return startTime <= end && endTime - startTime <= longest;
}
