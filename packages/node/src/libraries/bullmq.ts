import {
  continueTrace,
  getCurrentScope,
  getIsolationScope,
  getTraceData,
  guard,
  type Scopes,
  type Span,
  type SpanAttributes,
  startInactiveSpan,
  withIsolationScope,
} from '@vedette/core';
import { nodeContext } from '../async-context.ts';

/** BullMQ's numbers for what a span is: those of OpenTelemetry. */
const OPS: Record<number, string> = { 3: 'queue.publish', 4: 'queue.process' };
/** What BullMQ tells, in the names that queues are shown by. */
const NAMES: Record<string, string> = {
  'bullmq.queue.name': 'messaging.destination.name',
  'bullmq.job.id': 'messaging.message.id',
  'bullmq.job.attempts.made': 'messaging.message.retry.count',
};

/** What belongs to the application: what a job gave, how far it is, and how it was asked for. */
const UNTOLD = /\.(options|progress|result|reason)$/;

/** A span as BullMQ uses it. */
interface BullMQSpan {
  setSpanOnContext(context: Scopes): Scopes;
  setAttribute(key: string, value: SpanAttributes[string]): void;
  setAttributes(attributes: SpanAttributes): void;
  addEvent(name: string): void;
  recordException(): void;
  end(): void;
}

/**
 * Spans of BullMQ's queues and workers, for their option `telemetry`:
 * `new Queue('mail', { connection, telemetry: new BullMQTelemetry() })`, and the same for a `Worker`. A job continues the trace of
 * whoever added it, in scopes of its own; one that fails marks its span, and is BullMQ's to tell.
 */
export class BullMQTelemetry {
  readonly tracer = {
    startSpan: (name: string, { kind = 0 } = {}, context?: Scopes): BullMQSpan =>
      within(context, () =>
        wrap(
          startInactiveSpan({
            name,
            op: OPS[kind] ?? 'queue',
            // Its own housekeeping, such as looking for the next job, is told of below something only.
            onlyIfParent: !OPS[kind],
            attributes: { 'sentry.origin': 'auto.queue.bullmq', 'messaging.system': 'bullmq' },
          }),
        ),
      ),
  };

  readonly contextManager = {
    active: scopesOfNow,
    with: <T>(context: Scopes, callback: () => T): T => nodeContext().run(context, callback),
    getMetadata: (context: Scopes): string => within(context, () => JSON.stringify(getTraceData())),
    fromMetadata: (active: Scopes, metadata: string): Scopes => {
      const { 'sentry-trace': sentryTrace, baggage } = guard<Record<string, string>>(() => JSON.parse(metadata), {});
      return sentryTrace ? withIsolationScope(() => continueTrace({ sentryTrace, baggage }, scopesOfNow)) : active;
    },
  };
}

function scopesOfNow(): Scopes {
  return { current: getCurrentScope(), isolation: getIsolationScope() };
}

function within<T>(context: Scopes | undefined, callback: () => T): T {
  return context ? nodeContext().run(context, callback) : callback();
}

function wrap(span: Span): BullMQSpan {
  const setAttributes = (attributes: SpanAttributes): void =>
    guard(() => {
      const told = Object.entries(attributes).filter(([key]) => !UNTOLD.test(key));
      span.setAttributes(Object.fromEntries(told.map(([key, value]) => [NAMES[key] ?? key, value])));
    });
  const fail = (): void => void span.setStatus({ code: 2, message: 'internal_error' });
  return {
    setSpanOnContext: ({ current, isolation }) => ({ current: current.clone().setSpan(span), isolation }),
    setAttribute: (key, value) => setAttributes({ [key]: value }),
    setAttributes,
    // With it comes what the job gave or failed of, which is not told. A worker tells of a failed job in no other way.
    addEvent: (event) => void (event === 'job failed' && fail()),
    recordException: fail,
    end: () => span.end(),
  };
}
