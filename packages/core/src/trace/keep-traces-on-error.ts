import { undoAll } from '../lib/undo-all.ts';
import type { Client, Integration } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import { MAX_SPANS, type Segment, type TraceSpan } from './span.ts';
import { captureTransaction } from './transaction.ts';

/** Traces with errors that are remembered, for transactions of them that are still to end. */
const MAX_FAILED_TRACES = 1000;
const WINDOW_S = 60;

export interface KeepTracesOnErrorOptions {
  /** A transaction that takes longer, in milliseconds, is kept like one with an error. @default never */
  slowMs?: number;
  /** Transactions sent a minute that sampling has left out. The next one that is sent stands for those above it. @default 20 */
  maxPerMinute?: number;
  /** Transactions that wait for an error of their trace after they ended, the newest. @default 100 */
  maxWaiting?: number;
  /** Spans that they may have all together. @default 5000 */
  maxWaitingSpans?: number;
}

/**
 * Sends what sampling has left out when it turns out to matter: a transaction whose trace meets an error, before it ends or
 * while it waits afterwards, whose root failed, or which is slow. For this spans of unsampled traces are recorded, so they
 * cost what sampled ones do, but for the sending. Other services are told that the trace is not sampled; with this
 * integration they keep their part of it when they meet an error themselves.
 *
 * Counts stay what they are: transactions with an error and slow ones are all sent and say so (`sample_rate` 1, also those
 * that were sampled), the others say the rate they were sampled with. Those that only wait when the error comes are extra.
 * With `traceLifecycle: 'stream'` it does nothing.
 */
export function keepTracesOnErrorIntegration(options: KeepTracesOnErrorOptions = {}): Integration {
  const { slowMs = Number.POSITIVE_INFINITY, maxPerMinute = 20, maxWaiting = 100, maxWaitingSpans = 5000 } = options;
  return {
    name: 'KeepTracesOnError',
    setup(client) {
      if (client.getOptions().traceLifecycle === 'stream') {
        return undefined;
      }
      const failedTraces = new Set<string>();
      const mayEnd = createBudget(client.platform.now, maxPerMinute);
      let waiting: TraceSpan[] = [];
      /** How many that were worth it the budget has held back since the last that was sent. */
      let heldBack = 0;

      const send = (root: TraceSpan, because: string, isCounted: boolean): void => {
        if (!mayEnd()) {
          heldBack += Number(isCounted);
          drop(root, client);
          return;
        }
        const weight = isCounted ? 1 + heldBack : 1;
        heldBack -= weight - 1;
        mark(root, 1 / weight, because);
        captureTransaction(root, client);
      };

      const reasonFor = (root: TraceSpan): string | undefined => {
        if (failedTraces.has(root.traceId) || root.status?.code === 2) {
          return 'error';
        }
        return ((root.endTime as number) - root.startTime) * 1000 > slowMs ? 'slow' : undefined;
      };

      const finish = (root: TraceSpan): void => {
        const reason = reasonFor(root);
        if (reason) {
          send(root, reason, true);
          return;
        }
        waiting.push(root);
        while (waiting.length > maxWaiting || spansOf(waiting) > maxWaitingSpans) {
          drop(waiting.shift() as TraceSpan, client);
        }
      };

      const undo = [
        client.on('unsampledTrace', (trace) => {
          const segment = trace as Segment;
          // Spans sent by themselves have a way of their own.
          if (segment.finish === captureTransaction) {
            segment.recording = true;
            segment.finish = finish;
          }
        }),
        // Sampled ones stand for others only where not all are sent.
        client.on('afterSpanEnd', (span) => {
          const root = span as TraceSpan;
          const reason = root.segment?.root === root && root.segment.sampled && reasonFor(root);
          if (reason) {
            mark(root, 1, reason);
          }
        }),
        client.on('postprocessEvent', (event) => {
          const traceId = event.contexts?.trace?.trace_id;
          if (traceId && isFailure(event)) {
            remember(failedTraces, String(traceId));
            const found = waiting.filter((root) => root.traceId === traceId);
            waiting = waiting.filter((root) => root.traceId !== traceId);
            for (const root of found) {
              send(root, 'later_error', false);
            }
          }
        }),
      ];
      return () => {
        undoAll(undo)();
        waiting = [];
      };
    },
  };
}

/** Messages below `error` are no failures, and neither are transactions. */
function isFailure({ type, level, exception }: Event): boolean {
  return !type && (!!exception?.values?.length || level === 'error' || level === 'fatal');
}

/** What a backend needs to take a transaction for one that was sampled with this rate. */
function mark(root: TraceSpan, rate: number, because: string): void {
  const segment = root.segment as Segment;
  // The random number of a sampled trace is below its rate.
  segment.sampleRand *= segment.sampled ? 1 : rate;
  segment.sampled = true;
  segment.sampleRate = rate;
  root.attributes['sentry.sample_rate'] = rate;
  root.attributes['vedette.kept'] = because;
}

function drop(root: TraceSpan, client: Client): void {
  client.recordDroppedEvent('sample_rate', 'transaction');
  client.recordDroppedEvent('sample_rate', 'span', spansOf([root]));
}

function spansOf(roots: TraceSpan[]): number {
  return roots.reduce((sum, { segment }) => sum + 1 + Math.min(MAX_SPANS, segment?.descendants.length ?? 0), 0);
}

/** Newest last; the oldest is forgotten. */
function remember(traceIds: Set<string>, traceId: string): void {
  traceIds.delete(traceId);
  traceIds.add(traceId);
  if (traceIds.size > MAX_FAILED_TRACES) {
    traceIds.delete(traceIds.values().next().value as string);
  }
}

/** Says yes so many times in each minute. */
function createBudget(now: () => number, maxPerWindow: number): () => boolean {
  let until = 0;
  let left = 0;
  return () => {
    if (now() >= until) {
      until = now() + WINDOW_S;
      left = maxPerWindow;
    }
    left--;
    return left >= 0;
  };
}
