/**
 * The subpath `@vedette/core/wire`: the envelope format alone, for whoever reads or writes envelopes without being an
 * SDK (our receiver, relays, tests).
 */
export type {
  DataCategory,
  Envelope,
  EnvelopeHeaders,
  EnvelopeItem,
  ItemHeaders,
  ParsedEnvelope,
  ParsedItem,
} from './types/envelope.ts';
export type {
  Breadcrumb,
  Context,
  Contexts,
  Event,
  Exception,
  Measurement,
  Mechanism,
  RequestEventData,
  SdkInfo,
  SeverityLevel,
  StackFrame,
  Stacktrace,
  TraceContext,
  User,
} from './types/event.ts';
export type { SpanAttributes, SpanAttributeValue, SpanJSON } from './types/span.ts';
export { type Dsn, dsnToString, getEnvelopeUrl, parseDsn } from './wire/dsn.ts';
export { parseEnvelope, serializeEnvelope } from './wire/envelope.ts';
