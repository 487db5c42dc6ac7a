import { DEBUG, debug } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { randomHex } from '../lib/random-id.ts';
import type { Client } from '../types/client.ts';
import type {
  Span,
  SpanAttributes,
  SpanAttributeValue,
  SpanContextData,
  SpanJSON,
  SpanLink,
  SpanStatus,
  SpanTimeInput,
} from '../types/span.ts';
import type { Segment } from './segment.ts';

/** Children kept of one transaction; the rest is counted as `buffer_overflow`. Source: event-payload, "Limits". */
export const MAX_SPANS = 1000;

/** A span that is sent. A class with fixed fields: starting one is on the host's time. */
export class RecordingSpan implements Span {
  readonly spanId = randomHex(16);
  readonly attributes: SpanAttributes;
  endTime: number | undefined;
  status: SpanStatus | undefined;
  links: SpanLink[] | undefined;
  private closed = false;

  constructor(
    readonly segment: Segment,
    public name: string,
    readonly parentSpanId: string | undefined,
    public startTime: number,
    attributes: SpanAttributes,
    private readonly client: Client,
  ) {
    this.attributes = attributes;
  }

  spanContext(): SpanContextData {
    return { traceId: this.segment.traceId, spanId: this.spanId, traceFlags: 1 };
  }

  end(endTime?: SpanTimeInput): void {
    if (this.endTime !== undefined) {
      if (DEBUG) {
        debug(`span "${this.name}" was ended twice; the first end counts`);
      }
      return;
    }
    // A backend refuses what ends before it starts.
    this.endTime = Math.max(this.startTime, toSeconds(endTime, this.client.platform.now()));
    this.client.emit('spanEnd', this);
    // Listeners of `spanEnd` may still add to it, nobody else.
    this.closed = true;
    if (this.segment.root === this) {
      guard(() => this.segment.finish(this, this.client));
    }
  }

  setAttribute(key: string, value: SpanAttributeValue | undefined): this {
    if (this.closed) {
      return this;
    }
    if (value === undefined) {
      delete this.attributes[key];
    } else {
      this.attributes[key] = value;
    }
    return this;
  }

  setAttributes(attributes: SpanAttributes): this {
    guard(() => {
      for (const key of Object.keys(attributes)) {
        this.setAttribute(key, attributes[key]);
      }
    });
    return this;
  }

  setStatus(status: SpanStatus): this {
    if (!this.closed) {
      this.status = status;
    }
    return this;
  }

  updateName(name: string): this {
    if (this.closed) {
      return this;
    }
    this.name = name;
    this.attributes['sentry.source'] = 'custom';
    if (this.segment.root === this) {
      this.segment.name = name;
    }
    return this;
  }

  isRecording(): boolean {
    return this.endTime === undefined;
  }

  addEvent(): this {
    return this;
  }

  addLink(link: SpanLink): this {
    guard(() => {
      if (link.context && !this.closed) {
        (this.links ??= []).push(link);
      }
    });
    return this;
  }

  addLinks(links: SpanLink[]): this {
    guard(() => links.forEach((link) => void this.addLink(link)));
    return this;
  }

  recordException(): void {}
}

/** A span that is not sent: it has ids for headers, made when first asked for, and forgets all else. */
export class NonRecordingSpan implements Span {
  private spanId: string | undefined;

  constructor(
    private readonly traceId: string,
    readonly segment?: Segment,
  ) {}

  spanContext(): SpanContextData {
    return { traceId: this.traceId, spanId: (this.spanId ??= randomHex(16)), traceFlags: 0 };
  }

  end(): void {}

  setAttribute(): this {
    return this;
  }

  setAttributes(): this {
    return this;
  }

  setStatus(): this {
    return this;
  }

  updateName(): this {
    return this;
  }

  isRecording(): boolean {
    return false;
  }

  addEvent(): this {
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }

  recordException(): void {}
}

/**
 * A moment in seconds since the epoch, or `now` if there is none that can be read. Numbers above 9 999 999 999 are
 * milliseconds. Source: sdk-behaviour, "Spans".
 */
export function toSeconds(time: SpanTimeInput | undefined, now: number): number {
  const seconds = guard(() => {
    const given = Array.isArray(time) ? time[0] + time[1] / 1e9 : Number(time ?? Number.NaN);
    return given > 9_999_999_999 ? given / 1000 : given;
  }, now);
  return Number.isFinite(seconds) ? seconds : now;
}

/** A span as it is sent inside a transaction; of one that is not recorded, its ids. */
export function spanToJSON(span: Span): SpanJSON {
  const { traceId, spanId } = span.spanContext();
  if (!(span instanceof RecordingSpan)) {
    return { span_id: spanId, trace_id: traceId, start_timestamp: 0, data: {} };
  }
  const status = statusText(span.status);
  return {
    span_id: spanId,
    trace_id: traceId,
    ...(span.parentSpanId && { parent_span_id: span.parentSpanId }),
    op: span.attributes['sentry.op'] as string | undefined,
    description: span.name,
    start_timestamp: span.startTime,
    timestamp: span.endTime,
    ...(status && { status }),
    origin: (span.attributes['sentry.origin'] as string | undefined) ?? 'manual',
    data: span.attributes,
    ...(span.links && { links: span.links.map(linkToJSON) }),
  };
}

/** The protocol's word for a status; an error without one is an `internal_error`. */
export function statusText(status: SpanStatus | undefined): string | undefined {
  if (!status || status.code === 0) {
    return undefined;
  }
  return status.code === 1 ? 'ok' : status.message || 'internal_error';
}

function linkToJSON({ context, attributes }: SpanLink): NonNullable<SpanJSON['links']>[number] {
  return {
    trace_id: context.traceId,
    span_id: context.spanId,
    sampled: context.traceFlags === 1,
    ...(attributes && { attributes }),
  };
}
