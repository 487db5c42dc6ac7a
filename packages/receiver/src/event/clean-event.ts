import type {
  Breadcrumb,
  Contexts,
  Event,
  RequestEventData,
  SeverityLevel,
  SpanAttributes,
  TraceContext,
  User,
} from '@vedette/core/wire';
import { spanIdOf, uuidOf } from '../lib/ids.ts';
import { isRecord, type JsonRecord, listOf, recordOf, textOf, textRecordOf } from '../lib/json-values.ts';
import { timestampOf } from '../lib/timestamp.ts';
import { cleanExceptions } from './clean-exceptions.ts';

/** The levels of the protocol; the server's default is `error`. Source: event-payload, "Top level". */
const LEVELS = new Set<unknown>(['fatal', 'error', 'warning', 'log', 'info', 'debug']);

/** Newest kept; SDKs send 100. */
const MAX_BREADCRUMBS = 200;

/**
 * An event as the rest of the receiver may trust it: every field has its declared type or is absent. What is of
 * another type is left out, here only: the event as it arrived is stored beside. The same input gives the same
 * exceptions and frames in the same places, for stored frames are found by their place.
 */
export function cleanEvent(raw: JsonRecord): Event {
  const template = textOf(recordOf(raw.logentry).message);
  return {
    timestamp: timestampOf(raw.timestamp),
    platform: textOf(raw.platform, 64) ?? 'other',
    level: isLevel(raw.level) ? raw.level : 'error',
    message: textOf(raw.message) ?? messageOf(recordOf(raw.logentry)),
    logentry: template === undefined ? undefined : { message: template },
    logger: textOf(raw.logger, 200),
    exception: { values: cleanExceptions(raw.exception) },
    transaction: textOf(raw.transaction, 500),
    release: textOf(raw.release, 200),
    environment: textOf(raw.environment, 64) ?? 'production',
    tags: textRecordOf(raw.tags, 200),
    extra: recordOf(raw.extra),
    fingerprint: cleanFingerprint(raw.fingerprint),
    user: isRecord(raw.user) ? cleanUser(raw.user) : undefined,
    request: isRecord(raw.request) ? cleanRequest(raw.request) : undefined,
    contexts: cleanContexts(recordOf(raw.contexts)),
    breadcrumbs: cleanBreadcrumbs(raw.breadcrumbs),
    sdk: isRecord(raw.sdk) ? { name: textOf(raw.sdk.name, 200), version: textOf(raw.sdk.version, 64) } : undefined,
    debug_meta: { images: listOf(recordOf(raw.debug_meta).images).map((image) => textRecordOf(image)) },
  };
}

/** The text of a `parameterize`d message; its SDK sends the template and the values only. */
function messageOf({ formatted, message, params }: JsonRecord): string | undefined {
  const values = listOf(params).values();
  const fill = (placeholder: string): string => {
    const { value, done } = values.next();
    return done ? placeholder : typeof value === 'string' ? value : JSON.stringify(value);
  };
  return textOf(formatted) ?? textOf(textOf(message)?.replace(/%[sdifoO]/g, fill));
}

function isLevel(value: unknown): value is SeverityLevel {
  return LEVELS.has(value);
}

function cleanFingerprint(value: unknown): string[] | undefined {
  const parts = (typeof value === 'string' ? [value] : listOf(value)).flatMap((part) => textOf(part, 1000) ?? []);
  return parts.length > 0 ? parts.slice(0, 50) : undefined;
}

function cleanUser(value: JsonRecord): User {
  const { id, email, username, name, ip_address, ...others } = value;
  return { ...others, ...textRecordOf({ id, email, username, name, ip_address }, 200) };
}

function cleanRequest(value: JsonRecord): RequestEventData {
  return {
    method: textOf(value.method, 32),
    url: textOf(value.url),
    query_string: textOf(value.query_string) ?? textRecordOf(value.query_string),
    fragment: textOf(value.fragment),
    data: value.data,
    cookies: textRecordOf(value.cookies),
    headers: textRecordOf(value.headers),
    env: textRecordOf(value.env),
  };
}

function cleanContexts({ trace, ...others }: JsonRecord): Contexts {
  const contexts: Contexts = Object.fromEntries(
    Object.entries(others).filter((entry): entry is [string, JsonRecord] => isRecord(entry[1])),
  );
  const cleaned = cleanTrace(recordOf(trace));
  return cleaned ? { ...contexts, trace: cleaned } : contexts;
}

/** Without valid ids there is none. */
function cleanTrace(value: JsonRecord): TraceContext | undefined {
  const traceId = uuidOf(value.trace_id);
  const spanId = spanIdOf(value.span_id);
  if (!traceId || !spanId) {
    return undefined;
  }
  return {
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: spanIdOf(value.parent_span_id),
    op: textOf(value.op, 200),
    status: textOf(value.status, 64),
    origin: textOf(value.origin, 200),
    data: isRecord(value.data) ? (value.data as SpanAttributes) : undefined,
  };
}

/** From a bare list or `{values: []}`. */
function cleanBreadcrumbs(value: unknown): Breadcrumb[] {
  const crumbs = isRecord(value) ? listOf(value.values) : listOf(value);
  return crumbs
    .filter(isRecord)
    .slice(-MAX_BREADCRUMBS)
    .map((crumb) => ({
      type: textOf(crumb.type, 64),
      category: textOf(crumb.category, 200),
      message: textOf(crumb.message),
      level: isLevel(crumb.level) ? crumb.level : undefined,
      timestamp: timestampOf(crumb.timestamp),
      data: isRecord(crumb.data) ? crumb.data : undefined,
      event_id: textOf(crumb.event_id, 36),
      origin: textOf(crumb.origin, 64),
    }));
}
