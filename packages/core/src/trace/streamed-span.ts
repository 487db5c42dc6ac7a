import { attributeParts, attributeType } from '../lib/attribute-type.ts';
import { getGlobalScope } from '../scope/current.ts';
import { mergeScopes } from '../scope/merge.ts';
import type { Client } from '../types/client.ts';
import type { SpanAttributes, StreamedSpanJSON } from '../types/span.ts';
import type { Segment, TraceSpan } from './span.ts';
import { linkToJSON, statusText } from './span-json.ts';

/** An ended span as it is sent by itself, with what is known of its segment. Source: event-payload, "Transactions". */
export function streamedSpan(span: TraceSpan, client: Client): StreamedSpanJSON {
  const { attributes, links } = span;
  const segment = span.segment as Segment;
  const status = statusText(span.status);
  const isSegment = segment.root === span;
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    name: span.name,
    start_timestamp: span.startTime,
    end_timestamp: span.endTime as number,
    status: !status || /^(ok|cancelled)$/.test(status) ? 'ok' : 'error',
    is_segment: isSegment,
    attributes: {
      ...surroundings(segment, client),
      'sentry.status.message': status === 'ok' ? undefined : status,
      'sentry.span.source': attributes['sentry.source'],
      ...Object.fromEntries(Object.entries(span.measurements ?? {}).map(([name, { value }]) => [name, value])),
      ...attributes,
    },
    links: links?.map(linkToJSON),
  };
}

/** Attributes that every span of a segment has. */
function surroundings({ root, isolation, current }: Segment, client: Client): SpanAttributes {
  const { release, environment } = client.getOptions();
  const { name, version } = client.getSdkMetadata();
  const { user, attributes } = mergeScopes([getGlobalScope(), isolation, current]);
  return {
    ...(attributes as SpanAttributes),
    'sentry.segment.id': root.spanId,
    'sentry.segment.name': root.name,
    'sentry.trace_lifecycle': 'stream',
    'sentry.release': release,
    'sentry.environment': environment,
    'sentry.sdk.name': name,
    'sentry.sdk.version': version,
    'user.id': user.id as string | undefined,
    'user.email': user.email as string | undefined,
    'user.name': user.username as string | undefined,
    'user.ip_address': user.ip_address as string | undefined,
  };
}

/** With the types of its attributes; those that cannot be sent as they are are left out. */
export function typedSpan(span: StreamedSpanJSON): object {
  const attributes = Object.entries(span.attributes ?? {}).flatMap(([key, given]) => {
    const { value, unit } = attributeParts(given);
    const type = attributeType(value);
    return type ? [[key, { value, type, unit }]] : [];
  });
  return { ...span, attributes: Object.fromEntries(attributes) };
}
