import { randomBytes } from 'node:crypto';
import type { EnvelopeHeaders, Event } from '@vedette/core/wire';

/** 32 hex digits. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** An envelope as text. Payloads that are texts go in as they are, for tests of broken ones. */
export function envelopeOf(
  headers: EnvelopeHeaders,
  ...items: Array<[type: string, payload: object | string]>
): string {
  const lines = items.flatMap(([type, payload]) => [
    JSON.stringify({ type }),
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  ]);
  return [JSON.stringify(headers), ...lines].join('\n');
}

/** An ordinary error of a Node.js application. */
export function errorEvent(changes: Partial<Event> = {}): Event {
  return {
    event_id: newId(),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    environment: 'test',
    exception: {
      values: [
        {
          type: 'TypeError',
          value: 'x is undefined',
          mechanism: { type: 'generic', handled: true },
          stacktrace: {
            frames: [
              { filename: '/app/src/main.js', function: 'main', lineno: 3, colno: 5, in_app: true },
              { filename: '/app/src/cart.js', function: 'total', lineno: 9, colno: 1, in_app: true },
            ],
          },
        },
      ],
    },
    ...changes,
  };
}

/** A transaction of 100 ms with the given trace; `spans` are put in as they are. */
export function transactionEvent(
  trace: { traceId: string; spanId: string; parentSpanId?: string },
  changes: Partial<Event> = {},
): Event {
  const start = Date.now() / 1000 - 1;
  return {
    type: 'transaction',
    event_id: newId(),
    platform: 'node',
    transaction: 'GET /cart',
    start_timestamp: start,
    timestamp: start + 0.1,
    contexts: {
      trace: {
        trace_id: trace.traceId,
        span_id: trace.spanId,
        parent_span_id: trace.parentSpanId,
        op: 'http.server',
        status: 'ok',
        data: { 'http.method': 'GET' },
      },
    },
    spans: [],
    ...changes,
  };
}

/** What a user wrote, as `captureFeedback` sends it. */
export function feedbackEvent(feedback: { message: string; [field: string]: unknown }, changes: Partial<Event> = {}) {
  return {
    type: 'feedback',
    event_id: newId(),
    timestamp: Date.now() / 1000,
    platform: 'javascript',
    level: 'info',
    contexts: { feedback: { source: 'api', ...feedback } },
    ...changes,
  };
}
