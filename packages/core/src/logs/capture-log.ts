import { typedAttributes } from '../event/attributes.ts';
import { addToBatch, type BatchKind, MAX_BATCH_BYTES } from '../lib/batch.ts';
import { fitText, type Room } from '../lib/fit-text.ts';
import { guard } from '../lib/guard.ts';
import { lastLook } from '../lib/last-look.ts';
import { isParameterizedString, type ParameterizedString } from '../lib/parameterize.ts';
import { toText } from '../lib/to-text.ts';
import { getClient } from '../scope/current.ts';
import { ambientAttributes, describeMoment, type Moment } from '../scope/moment.ts';
import type { Client, Scope } from '../types/client.ts';
import type { Log } from '../types/log.ts';

const LOGS: BatchKind = { type: 'log', maxItems: 100, hook: 'flushLogs' };
/** Bytes of JSON of one log, the most that fits in a batch. */
const MAX_LOG_BYTES = MAX_BATCH_BYTES;
/** Bytes of JSON of the fields that every log has. */
const FRAME_BYTES = 250;

/** OpenTelemetry's numbers. Source: wire-protocol, "Batched containers". */
const SEVERITY: Record<string, number | undefined> = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 };
/** Of `console.log`, between `info` and what is worse. */
const SEVERITY_LOG = 10;

/** What goes beside a log. */
export interface LogMetadata {
  /** Stands in for the current scope; its client, if it has one, sends the log. */
  scope?: Scope;
}

/**
 * Puts a log on its way; for integrations, hosts use `logger`. Nothing happens without a client or with `enableLogs:
 * false`; never throws. `beforeSendLog` has the last look.
 */
export function captureLog(log: Log, metadata?: LogMetadata): void {
  let client: Client | undefined;
  const isDone = guard(() => {
    const scope = metadata?.scope;
    client = scope?.getClient() ?? getClient();
    if (client?.isEnabled() && areLogsOn(client)) {
      capture(log, client, scope);
    }
    return true;
  }, false);
  if (!isDone) {
    (client ?? getClient())?.recordDroppedEvent('internal_sdk_error', 'log_item');
  }
}

function capture(given: Log, client: Client, scope: Scope | undefined): void {
  const { beforeSendLog, _experiments } = client.getOptions();
  const moment = describeMoment(client, scope);
  const attributes = ambientAttributes(client, moment, scope);
  if (moment.span_id) {
    // Once more, where backends look for it that do not know the field.
    attributes['sentry.trace.parent_span_id'] = moment.span_id;
  }
  if (isParameterizedString(given.message)) {
    addParts(given.message, attributes);
  }
  // What cannot be read adds nothing.
  guard(() => Object.assign(attributes, given.attributes));
  const log: Log = { ...given, message: toText(given.message), attributes };
  client.emit('beforeCaptureLog', log);
  const seen = lastLook(beforeSendLog ?? _experiments?.beforeSendLog, log, (reason) => {
    client.recordDroppedEvent(reason, 'log_item');
    client.recordDroppedEvent(reason, 'log_byte', toItem(log, moment).bytes);
  });
  if (seen) {
    const { item, bytes } = toItem(seen, moment);
    addToBatch(client, LOGS, item, bytes);
    client.emit('afterCaptureLog', seen);
  }
}

/** How a message was made, so that those that differ in their values alone can be found together. */
function addParts({ template, values }: Required<ParameterizedString>, attributes: Record<string, unknown>): void {
  attributes['sentry.message.template'] = template;
  values.forEach((value, index) => {
    attributes[`sentry.message.parameter.${index}`] = value;
  });
}

/** A log as the protocol wants it, with the bytes it may come to. */
function toItem(log: Log, { timestamp, trace_id, span_id }: Moment): { item: object; bytes: number } {
  const room: Room = { left: MAX_LOG_BYTES - FRAME_BYTES };
  const level = SEVERITY[log.level] ? log.level : 'info';
  const item = {
    timestamp,
    level,
    severity_number: level === 'info' && log.severityNumber === SEVERITY_LOG ? SEVERITY_LOG : SEVERITY[level],
    body: fitText(toText(log.message), room),
    trace_id,
    span_id,
    attributes: typedAttributes(log.attributes ?? {}, room),
  };
  return { item, bytes: MAX_LOG_BYTES - room.left };
}

/** On unless told otherwise; the older of the two options stands in for the newer. */
function areLogsOn(client: Client): boolean {
  const { enableLogs, _experiments } = client.getOptions();
  return (enableLogs ?? _experiments?.enableLogs) !== false;
}
