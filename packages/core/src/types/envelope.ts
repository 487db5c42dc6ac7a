import type { DynamicSamplingContext } from './span.ts';

/** Data categories that rate limits and client reports speak of. Source: wire-protocol, "Rate limits". */
export type DataCategory =
  | 'default'
  | 'error'
  | 'transaction'
  | 'span'
  | 'session'
  | 'attachment'
  | 'replay'
  | 'profile'
  | 'profile_chunk'
  | 'monitor'
  | 'feedback'
  | 'security'
  | 'log_item'
  | 'log_byte'
  | 'trace_metric'
  | 'internal';

/** The first line of an envelope. Unknown keys are kept. */
export interface EnvelopeHeaders {
  /** 32 hex digits; wins over the id inside the payload. */
  event_id?: string;
  /** RFC 3339, UTC, written when the bytes leave. */
  sent_at?: string;
  /** Needed when the envelope goes through a tunnel. */
  dsn?: string;
  sdk?: { name?: string; version?: string };
  trace?: Partial<DynamicSamplingContext>;
  [key: string]: unknown;
}

/** The line before an item's payload. Unknown keys are kept. */
export interface ItemHeaders {
  type: string;
  /** Payload size in bytes; needed where the payload may hold a line feed. */
  length?: number;
  /** Things inside a batched item. Default 1. */
  item_count?: number;
  filename?: string;
  content_type?: string;
  attachment_type?: string;
  [key: string]: unknown;
}

/** One item before it becomes bytes: an object is written as JSON, text and bytes as they are. */
export type EnvelopeItem = [headers: ItemHeaders, payload: object | string | Uint8Array];

/** `[headers, items]`, the shape Sentry's SDKs use. */
export type Envelope = [headers: EnvelopeHeaders, items: EnvelopeItem[]];

/** One item as it was read; the payload is not looked into. */
export interface ParsedItem {
  headers: ItemHeaders;
  payload: Uint8Array;
}

/** What could be read of some bytes. `error` says where reading had to stop; what came before it is kept. */
export interface ParsedEnvelope {
  headers: EnvelopeHeaders;
  items: ParsedItem[];
  error?: string;
}
