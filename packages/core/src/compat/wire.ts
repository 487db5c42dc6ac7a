import { attachmentItem, eventItem } from '../client/event-item.ts';
import { warn } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { utf8Decode, utf8Encode } from '../lib/utf8.ts';
import { getDynamicSamplingContextFromSpan } from '../trace/propagation.ts';
import { spanToJSON } from '../trace/span-json.ts';
import type { Attachment, Client, DropReason } from '../types/client.ts';
import type { DataCategory, Envelope, EnvelopeHeaders, EnvelopeItem } from '../types/envelope.ts';
import type { Event, SdkInfo } from '../types/event.ts';
import type { Span } from '../types/span.ts';
import { itemCategory } from '../wire/categories.ts';
import { type Dsn, getEnvelopeUrl, parseDsn, urlOf, dsnToString as wireDsnToString } from '../wire/dsn.ts';
import { parseEnvelope as parseWireEnvelope } from '../wire/envelope.ts';
import { envelopeHeaders } from '../wire/envelope-headers.ts';

// Names kept for people who move over from Sentry's SDKs: each is a few lines around what does the work.

/** Protocol version, as it stands in the query of every request. */
export const SENTRY_API_VERSION = '7';

/** A DSN taken apart, with the obsolete secret. */
export type DsnComponents = Dsn & { pass?: string };

/** Takes a DSN apart; `undefined`, and a word on the console, when it is none. */
export function dsnFromString(text: string): DsnComponents | undefined {
  const dsn = parseDsn(text);
  if (!dsn) {
    warn(`Invalid Sentry Dsn: ${text}`);
    return undefined;
  }
  return { ...dsn, path: dsn.path ?? '', pass: /^\w+:\/\/\w+:(\w*)@/.exec(text)?.[1] ?? '' };
}

/** A DSN from its text or its parts; `undefined`, and a word on the console, when it is none. */
export function makeDsn(from: string | DsnComponents): DsnComponents | undefined {
  return dsnFromString(
    typeof from === 'string' ? from : guard(() => dsnToString({ ...from, port: from.port ?? '' }, true), ''),
  );
}

/** A DSN as text, with the secret only when asked for. */
export function dsnToString(dsn: DsnComponents, withPassword = false): string {
  return wireDsnToString(dsn).replace('@', withPassword && dsn.pass ? `:${dsn.pass}@` : '@');
}

/** The URL that envelopes are posted to; a tunnel as it is. */
export function getEnvelopeEndpointWithUrlEncodedAuth(dsn: DsnComponents, tunnel?: string, sdk?: SdkInfo): string {
  const { name = '', version = '' } = sdk ?? {};
  return getEnvelopeUrl(dsn, tunnel, { name: encodeURIComponent(name), version: encodeURIComponent(version) });
}

/** The script of the crash-report dialog; empty without a valid DSN. Source: wire-protocol, "Report dialog URL". */
export function getReportDialogEndpoint(
  from: string | DsnComponents,
  { user, ...options }: Record<string, unknown> & { user?: { name?: string; email?: string } } = {},
): string {
  const dsn = makeDsn(from);
  if (!dsn) {
    return '';
  }
  const own = { user: undefined, onClose: undefined, onError: undefined, name: user?.name, email: user?.email };
  const parameters: Record<string, unknown> = { dsn: '', ...options, ...own };
  parameters.dsn = dsnToString(dsn);
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`);
  return urlOf(dsn, '', `api/embed/error-page/?${query.join('&')}`);
}

export function createEnvelope(headers: EnvelopeHeaders, items: EnvelopeItem[] = []): Envelope {
  return [headers, items];
}

/** A new envelope with one item more. */
export function addItemToEnvelope([headers, items]: Envelope, item: EnvelopeItem): Envelope {
  return [headers, [...items, item]];
}

/** Calls back with each item and its type until told to stop by `true`; tells whether it was. */
export function forEachEnvelopeItem(
  [, items]: Envelope,
  callback: (item: EnvelopeItem, type: string) => unknown,
): boolean {
  return items.some((item) => callback(item, item[0].type) === true);
}

export function envelopeContainsItemType(envelope: Envelope, types: string[]): boolean {
  return forEachEnvelopeItem(envelope, (_, type) => types.includes(type));
}

/** What rate limits and client reports call items of a type. */
export function envelopeItemTypeToDataCategory(type: string): DataCategory {
  return itemCategory([{ type }, {}]);
}

/** Reads an envelope as far as it can be read: JSON as objects, what has a length or is no JSON as bytes. */
export function parseEnvelope(input: string | Uint8Array): Envelope {
  const { headers, items } = parseWireEnvelope(input);
  return [
    headers,
    items.map(({ headers, payload }) => [
      headers,
      headers.length === undefined ? guard<object>(() => JSON.parse(utf8Decode(payload)), payload) : payload,
    ]),
  ];
}

/** An attachment as an envelope item, as bytes. */
export function createAttachmentEnvelopeItem(attachment: Attachment): EnvelopeItem {
  const [headers, data] = attachmentItem(attachment);
  const bytes = data instanceof Uint8Array ? data : utf8Encode(String(data));
  return [{ ...headers, length: bytes.length }, bytes];
}

/** Headers of an envelope with an event. */
export function createEventEnvelopeHeaders(
  event: Event,
  sdk?: SdkInfo,
  tunnel?: string,
  dsn?: DsnComponents,
): EnvelopeHeaders {
  return { event_id: event.event_id, ...envelopeHeaders({ dsn, metadata: { sdk }, tunnel }) };
}

/** An event as an envelope, for those who send without a client. */
export function createEventEnvelope(
  event: Event,
  dsn?: DsnComponents,
  metadata?: { sdk?: SdkInfo },
  tunnel?: string,
): Envelope {
  const sdk = { ...metadata?.sdk, ...event.sdk };
  return [createEventEnvelopeHeaders(event, metadata?.sdk, tunnel, dsn), [eventItem({ ...event, sdk })]];
}

/** A report of what was dropped. `timestamp` in seconds since the epoch, by default now. */
export function createClientReportEnvelope(
  discarded_events: Array<{ reason: DropReason; category: DataCategory; quantity: number }>,
  dsn?: string,
  timestamp: number = Date.now() / 1000,
): Envelope {
  return [dsn ? { dsn } : {}, [[{ type: 'client_report' }, { timestamp, discarded_events }]]];
}

/** What the headers of an envelope say of the SDK. */
export function getSdkMetadataForEnvelopeHeader(from?: {
  sdk?: SdkInfo;
}): { name: string; version: string } | undefined {
  const { name, version } = from?.sdk ?? {};
  return name && version ? { name, version } : undefined;
}

/** Spans that stand alone, of one trace, as an envelope of the older form. */
export function createSpanEnvelope(spans: [Span, ...Span[]], client?: Client): Envelope {
  const { dsn, sent_at } = envelopeHeaders({
    dsn: parseDsn(client?.getOptions().dsn),
    tunnel: client?.getOptions().tunnel,
  });
  const trace = getDynamicSamplingContextFromSpan(spans[0], client);
  return [
    { sent_at, dsn, trace: trace.public_key ? trace : undefined },
    spans.map((span) => [{ type: 'span' }, spanToJSON(span)]),
  ];
}
