import { DEBUG, debug } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { randomHex } from '../lib/random-id.ts';
import type { Client, Scope } from '../types/client.ts';
import type { Measurement } from '../types/event.ts';
import type {
  DynamicSamplingContext,
  Span,
  SpanAttributes,
  SpanAttributeValue,
  SpanContextData,
  SpanLink,
  SpanStatus,
  SpanTimeInput,
} from '../types/span.ts';

/** Children kept of one transaction; the rest is counted as `buffer_overflow`. Source: event-payload, "Limits". */
export const MAX_SPANS = 1000;

/** What all spans below one root share. */
export interface Segment {
  traceId: string;
  /** What headers say. */
  sampled: boolean;
  /** Whether its spans are kept: those of a sampled trace, and where somebody waits for what becomes of another. */
  recording: boolean;
  sampleRand: number;
  /** The rate our own decision used; `undefined` when the caller had decided. */
  sampleRate: number | undefined;
  /** Frozen: came with the request and is passed on unchanged. */
  dsc: Partial<DynamicSamplingContext> | undefined;
  root: TraceSpan;
  /** The scopes when the root started; its transaction is sent with these. */
  current: Scope;
  isolation: Scope;
  /** Recorded spans below the root, in the order they started. */
  descendants: TraceSpan[];
  /** Called when the root ends. */
  finish(root: TraceSpan, client: Client): void;
  /** What headers and envelopes of this trace say of it, as it is now. */
  samplingContext(segment: Segment, client: Client): Partial<DynamicSamplingContext>;
}

/** What a span hangs below: another of ours, or no more than an id that came with a request. */
interface Parent {
  readonly spanId: string | undefined;
  readonly parent?: Parent | undefined;
  readonly leftOut?: boolean | undefined;
}

/**
 * A span of ours, also one that is not sent: that one keeps nothing but its ids, for headers. A class with fixed fields:
 * starting a span is on the host's time.
 */
export class TraceSpan implements Span {
  endTime: number | undefined;
  status: SpanStatus | undefined;
  links: SpanLink[] | undefined;
  measurements: Record<string, Measurement> | undefined;
  /** Not sent, though its trace is: what is below it hangs below its parent instead. */
  leftOut: boolean | undefined;
  /** No spans are made while this one is active. */
  suppressing: boolean | undefined;
  private closed: boolean;

  /** `segment`: without one, nobody decided upon the trace. `client`: without one, ending the span does nothing. */
  constructor(
    readonly traceId: string,
    public segment?: Segment,
    private readonly client?: Client,
    public name = '',
    readonly attributes: SpanAttributes = {},
    readonly startTime = 0,
    readonly parent?: Parent,
    private id?: string,
  ) {
    this.closed = !segment?.recording;
  }

  /** Made when first asked for. */
  get spanId(): string {
    return (this.id ??= randomHex(16));
  }

  /** The nearest span above that is sent. */
  get parentSpanId(): string | undefined {
    let { parent } = this;
    while (parent?.leftOut) {
      parent = parent.parent;
    }
    return parent?.spanId;
  }

  spanContext(): SpanContextData {
    return { traceId: this.traceId, spanId: this.spanId, traceFlags: this.segment?.sampled ? 1 : 0 };
  }

  end(endTime?: SpanTimeInput): void {
    const { client, segment } = this;
    if (!client || this.endTime !== undefined) {
      if (DEBUG && client) {
        debug(`span "${this.name}" was ended twice; the first end counts`);
      }
      return;
    }
    // A backend refuses what ends before it starts.
    this.endTime = Math.max(this.startTime, toSeconds(endTime, client.platform.now()));
    client.emit('spanEnd', this);
    // Listeners of `spanEnd` may still add to it, nobody else.
    this.closed = true;
    client.emit('afterSpanEnd', this);
    if (segment?.recording && segment.root === this) {
      guard(() => segment.finish(this, client));
    }
  }

  setAttribute(key: string, value: SpanAttributeValue | undefined): this {
    if (!this.closed) {
      if (value === undefined) {
        delete this.attributes[key];
      } else {
        this.attributes[key] = value;
      }
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
    if (!this.closed) {
      this.name = name;
      this.attributes['sentry.source'] = 'custom';
    }
    return this;
  }

  isRecording(): boolean {
    return !this.closed;
  }

  /** An event that measures something (`sentry.measurement_value`, `_unit`) is kept as a measurement, others are not. */
  addEvent(name: string, attributes?: unknown): this {
    guard(() => {
      const { 'sentry.measurement_value': value, 'sentry.measurement_unit': unit } = (attributes ??
        {}) as SpanAttributes;
      if (!this.closed && Number.isFinite(value)) {
        this.measurements = { ...this.measurements, [name]: { value: value as number, unit: unit as string } };
      }
    });
    return this;
  }

  addLink(link: SpanLink): this {
    return this.addLinks([link]);
  }

  addLinks(links: SpanLink[]): this {
    guard(() => {
      for (const link of links) {
        if (link?.context && !this.closed) {
          (this.links ??= []).push(link);
        }
      }
    });
    return this;
  }

  recordException(): void {}
}

/**
 * A moment in seconds since the epoch, or `now` if there is none that can be read. Numbers above 9 999 999 999 are
 * milliseconds. Source: sdk-behaviour, "Spans".
 */
export function toSeconds(time: SpanTimeInput | undefined, now: number): number {
  if (time === undefined) {
    return now;
  }
  const given = guard(() => (Array.isArray(time) ? time[0] + time[1] / 1e9 : Number(time ?? Number.NaN)), now);
  const seconds = given > 9_999_999_999 ? given / 1000 : given;
  return Number.isFinite(seconds) ? seconds : now;
}
