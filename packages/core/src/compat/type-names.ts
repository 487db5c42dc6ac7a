import type { getTraceData } from '../trace/propagation.ts';
import type { SerializedCheckIn } from '../types/check-in.ts';
import type {
  ClientOptions,
  DropReason,
  Integration,
  TracesSamplerSamplingContext,
  TransportFactoryOptions,
  TransportResponse,
} from '../types/client.ts';
import type { DataCategory, EnvelopeHeaders, ItemHeaders } from '../types/envelope.ts';
import type { Context, Event, Measurement, RequestEventData, SdkInfo } from '../types/event.ts';
import type { SerializedSession } from '../types/session.ts';
import type { Dsn } from '../wire/dsn.ts';

// Names of types that people import from `@sentry/core`, or did from `@sentry/types`. Each is one of ours, or what it was
// always made of.

/** A function that makes an integration. */
// biome-ignore lint/suspicious/noExplicitAny: as in Sentry's SDKs: with `unknown`, no function that has options would fit
export type IntegrationFn<T = Integration> = (...options: any[]) => T;

/** What a `tracesSampler` decides upon. */
export type SamplingContext = TracesSamplerSamplingContext;
export type TracePropagationTargets = NonNullable<ClientOptions['tracePropagationTargets']>;
/** What `getTraceData` returns. */
export type SerializedTraceData = ReturnType<typeof getTraceData>;
export type Options = ClientOptions;
export type BaseTransportOptions = TransportFactoryOptions;
export type InternalBaseTransportOptions = Omit<TransportFactoryOptions, 'url'>;
export interface TransportRequest {
  body: string | Uint8Array;
}
/** What posts the bytes of an envelope: the second argument of `createTransport`. */
export type TransportRequestExecutor = (request: TransportRequest) => PromiseLike<TransportMakeRequestResponse>;
export type TransportMakeRequestResponse = TransportResponse;

// What was dropped
export type EventDropReason = DropReason;
export interface Outcome {
  reason: DropReason;
  category: DataCategory;
  quantity: number;
}
export interface ClientReport {
  timestamp: number;
  discarded_events: Outcome[];
}

// Parts of events
export type EventType = Event['type'];
export type Extra = unknown;
export type Extras = Record<string, Extra>;
export type AppContext = Context;
export type CloudResourceContext = Context;
export type CultureContext = Context;
export type DeviceContext = Context;
export type OsContext = Context;
export type Measurements = Record<string, Measurement>;
export type MeasurementUnit = Measurement['unit'];
export type QueryParams = NonNullable<RequestEventData['query_string']>;
export type DebugMeta = NonNullable<Event['debug_meta']>;
export type DebugImage = NonNullable<DebugMeta['images']>[number];
export interface Package {
  name: string;
  version: string;
}
export interface SdkMetadata {
  sdk?: SdkInfo;
}
/** An error with properties of its own. */
export interface ExtendedError extends Error {
  // biome-ignore lint/suspicious/noExplicitAny: as in Sentry's SDKs, so that code that reads them moves over
  [property: string]: any;
}

// Envelopes
export type DsnLike = string | Dsn;
export type BaseEnvelopeHeaders = EnvelopeHeaders;
export type BaseEnvelopeItemHeaders = ItemHeaders;
export type EventItem = [headers: ItemHeaders, event: Event];
export type EventEnvelope = [headers: EnvelopeHeaders, items: EventItem[]];
export type AttachmentItem = [headers: ItemHeaders, data: string | Uint8Array];
export type SessionItem = [headers: ItemHeaders, session: SerializedSession];
export type SessionEnvelope = [headers: EnvelopeHeaders, items: SessionItem[]];
export type CheckInItem = [headers: ItemHeaders, checkIn: SerializedCheckIn];
export type CheckInEnvelope = [headers: EnvelopeHeaders, items: CheckInItem[]];
