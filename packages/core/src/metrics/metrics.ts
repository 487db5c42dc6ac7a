import { typedAttributes } from '../event/attributes.ts';
import { addToBatch, type BatchKind } from '../lib/batch.ts';
import { fitText, type Room } from '../lib/fit-text.ts';
import { guard } from '../lib/guard.ts';
import { lastLook } from '../lib/last-look.ts';
import { getClient } from '../scope/current.ts';
import { ambientAttributes, describeMoment, type Moment } from '../scope/moment.ts';
import type { Client, DropReason, Scope } from '../types/client.ts';
import type { Metric, MetricType } from '../types/metric.ts';

/** What a measurement may be given beside its number. */
export interface MetricOptions {
  /** For example `millisecond` or `byte`. */
  unit?: string;
  /** May hold anything; what is neither text, number, boolean nor a list of one of them becomes JSON text. */
  attributes?: Record<string, unknown>;
  /** Stands in for the current scope. */
  scope?: Scope;
}

/**
 * Measurements of the program, sent many at once. A number that is none, or a name that is empty, is dropped and counted
 * as `invalid`. Off with `enableMetrics: false`; `beforeSendMetric` sees each of them. Never throws.
 */
export const metrics = {
  /** Something happened, `value` times. */
  count: (name: string, value = 1, options?: MetricOptions): void => captureMetric('counter', name, value, options),
  /** Something is so much now. */
  gauge: (name: string, value: number, options?: MetricOptions): void => captureMetric('gauge', name, value, options),
  /** One of many values whose spread is of interest. */
  distribution: (name: string, value: number, options?: MetricOptions): void =>
    captureMetric('distribution', name, value, options),
};

const METRICS: BatchKind = { type: 'trace_metric', maxItems: 1000, hook: 'flushMetrics' };
/** Bytes of JSON of one metric: for a larger one the server refuses the whole envelope. Source: wire-protocol, "Size limits". */
const MAX_METRIC_BYTES = 2048;
/** Bytes of JSON of the fields that every metric has. */
const FRAME_BYTES = 250;

function captureMetric(type: MetricType, name: string, value: number, options: MetricOptions | undefined): void {
  let client: Client | undefined;
  const isDone = guard(() => {
    client = options?.scope?.getClient() ?? getClient();
    if (client?.isEnabled() && areMetricsOn(client)) {
      capture({ type, name, value, unit: options?.unit }, client, options);
    }
    return true;
  }, false);
  if (!isDone) {
    (client ?? getClient())?.recordDroppedEvent('internal_sdk_error', 'trace_metric');
  }
}

function capture(metric: Metric, client: Client, options: MetricOptions | undefined): void {
  const { beforeSendMetric, _experiments } = client.getOptions();
  const drop = (reason: DropReason): void => client.recordDroppedEvent(reason, 'trace_metric');
  const moment = describeMoment(client, options?.scope);
  const attributes = ambientAttributes(client, moment, options?.scope);
  metric.attributes = attributes;
  // What cannot be read adds nothing.
  guard(() => Object.assign(attributes, options?.attributes));
  client.emit('processMetric', metric);
  const seen = lastLook(beforeSendMetric ?? _experiments?.beforeSendMetric, metric, drop);
  if (seen && !isValid(seen)) {
    drop('invalid');
  } else if (seen) {
    const { item, bytes } = toItem(seen, moment);
    addToBatch(client, METRICS, item, bytes);
    client.emit('afterCaptureMetric', seen);
  }
}

const TYPES: readonly MetricType[] = ['counter', 'gauge', 'distribution'];

function isValid({ name, value, type }: Metric): boolean {
  return typeof name === 'string' && name !== '' && Number.isFinite(value) && TYPES.includes(type);
}

/** A metric as the protocol wants it, with the bytes it may come to. */
function toItem({ name, type, value, unit, attributes }: Metric, moment: Moment): { item: object; bytes: number } {
  const room: Room = { left: MAX_METRIC_BYTES - FRAME_BYTES };
  const item = {
    ...moment,
    name: fitText(name, room),
    type,
    value,
    unit: typeof unit === 'string' ? fitText(unit, room) : undefined,
    attributes: typedAttributes(attributes ?? {}, room, true),
  };
  return { item, bytes: MAX_METRIC_BYTES - room.left };
}

function areMetricsOn(client: Client): boolean {
  const { enableMetrics, _experiments } = client.getOptions();
  return (enableMetrics ?? _experiments?.enableMetrics) !== false;
}
