import { guard } from '../lib/guard.ts';
import { getClient } from '../scope/current.ts';
import type { StartSpanOptions } from '../types/client.ts';
import type { Span } from '../types/span.ts';
import { isIgnored } from './ignore-spans.ts';
import type { Segment, TraceSpan } from './span.ts';
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

export interface IdleSpanOptions extends IdleTimeouts {
  /** Asked when the first two timeouts are over; with `false` they begin again. Default: it may. */
  mayEnd?: () => boolean;
  /** Called while attributes, measurements and children can still be added. */
  beforeSpanEnd?: (span: Span) => void;
}

/** Why an idle span ended; stands in its attribute `sentry.idle_span_finish_reason`. */
export type IdleFinishReason =
  | 'idleTimeout'
  | 'heartbeatFailed'
  | 'finalTimeout'
  | 'externalFinish'
  | 'cancelled'
  | 'documentHidden'
  | 'interactionInterrupted'
  | 'reportPageLoaded';

const REASON = 'sentry.idle_span_finish_reason';

/**
 * A root span that ends by itself once nothing happens below it any more: for page loads and navigations, whose end
 * nobody announces. Its end is that of its last child; children still running are cancelled. Source: sdk-behaviour,
 * "Idle spans".
 */
export function startIdleSpan(
  options: StartSpanOptions,
  { idleTimeout = 1000, finalTimeout = 30_000, childSpanTimeout = 15_000, mayEnd, beforeSpanEnd }: IdleSpanOptions = {},
): Span {
  const client = getClient();
  const span = startInactiveSpan({ ...options, parentSpan: null }) as TraceSpan;
  const { segment } = span;
  if (!client || !segment) {
    return span;
  }
  if (segment.recording) {
    const { finish: send } = segment;
    const finishOnce: Segment['finish'] = (root, owner) => {
      // What outlives it, or starts below it from now on, is a transaction of its own, as below any.
      segment.finish = send;
      send(root, owner);
      unsent.delete(root);
    };
    segment.finish = finishOnce;
    unsent.set(span, () => finishOnce(span, client));
  }
  const running = new Set<Span>();
  let lastEnd = 0;
  let due: { at: number; ms: number; reason: IdleFinishReason };
  let armedUntil = 0;
  let stopTimer: (() => void) | undefined;

  const after = (ms: number, act: () => void): (() => void) => client.platform.delay(() => guard(act), ms);
  // Children come and go by the hundred, and a timer costs more than a child: one that is there looks again when it is due.
  const waitFor = (ms: number, reason: IdleFinishReason): void => {
    due = { at: client.platform.now() + ms / 1000, ms, reason };
    if (!stopTimer || due.at < armedUntil) {
      arm(ms);
    }
  };
  const arm = (ms: number): void => {
    stopTimer?.();
    armedUntil = client.platform.now() + ms / 1000;
    stopTimer = after(ms, look);
  };
  const look = (): void => {
    stopTimer = undefined;
    const leftMs = (due.at - client.platform.now()) * 1000;
    // Clocks and timers do not agree to the millisecond.
    if (leftMs > 1) {
      arm(Math.round(leftMs));
    } else if (mayEnd?.() === false) {
      waitFor(due.ms, due.reason);
    } else {
      endIdleSpan(span, due.reason);
    }
  };

  const finish = (): void => {
    const reason = (span.attributes[REASON] ??= 'externalFinish');
    const message = STATUS[reason as string];
    if (message) {
      span.setStatus({ code: 2, message });
    }
    guard(() => beforeSpanEnd?.(span));
    for (const stop of undo) {
      stop();
    }
    stopTimer?.();
    const now = span.endTime as number;
    const longest = finalTimeout / 1000;
    // Who says that the page is there means now, not the end of the last child.
    const trimmed = reason === 'reportPageLoaded' ? now : lastEnd || now;
    const end = Math.max(span.startTime, Math.min(now, span.startTime + longest, trimmed));
    span.endTime = end;
    for (const child of running) {
      child.setStatus({ code: 2, message: 'cancelled' }).end(end);
    }
    // Begun after the end, or longer than an idle span can be: not of this page load.
    const left = segment.descendants.filter(
      ({ startTime, endTime = end }) => startTime <= end && endTime - startTime <= longest + idleTimeout / 1000,
    );
    span.setAttribute('sentry.idle_span_discarded_spans', segment.descendants.length - left.length || undefined);
    segment.descendants = left;
  };

  const undo = [
    client.on('spanStart', (child) => {
      if ((child as TraceSpan).segment === segment) {
        running.add(child);
        waitFor(childSpanTimeout, 'heartbeatFailed');
      }
    }),
    client.on('spanEnd', (ended) => {
      if (ended === span) {
        finish();
      } else if (running.delete(ended)) {
        if (!isIgnored(ended as TraceSpan, client)) {
          lastEnd = Math.max(lastEnd, (ended as TraceSpan).endTime as number);
        }
        if (running.size === 0) {
          waitFor(idleTimeout, 'idleTimeout');
        }
      }
    }),
    after(finalTimeout, () => endIdleSpan(span, 'finalTimeout')),
  ];
  waitFor(idleTimeout, 'idleTimeout');
  return span;
}

/**
 * Sends an idle span that has ended without being sent, because the script that did it was stopped: Firefox does so while it
 * leaves a page (`dom.ipc.cancel_content_js_when_navigating`). Nothing happens to one that was sent or has not ended.
 */
export function completeIdleSpan(span: Span): void {
  if ((span as TraceSpan).endTime !== undefined) {
    unsent.get(span)?.();
  }
}

/** What sends an idle span, until that is done. */
const unsent = new WeakMap<Span, () => void>();

/** Ends an idle span and tells why. Nothing happens when it has ended. */
export function endIdleSpan(span: Span, reason: IdleFinishReason): void {
  span.setAttribute(REASON, reason).end();
}

/** Ends that somebody should see. */
const STATUS: Record<string, string | undefined> = { finalTimeout: 'deadline_exceeded', documentHidden: 'cancelled' };
