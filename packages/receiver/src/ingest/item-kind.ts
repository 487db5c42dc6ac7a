import type { ParsedItem } from '@vedette/core/wire';
import type { JsonRecord } from '../lib/json-values.ts';
import type { Store } from '../store/store.ts';
import type { Symbolicate } from '../symbolicate/symbolicate.ts';

/** What an item may use while it is read. */
export interface ItemContext {
  projectId: string;
  /** From the envelope's header, as it is; wins over the payload's. */
  envelopeEventId: unknown;
  /** Milliseconds since the epoch. */
  receivedAt: number;
  symbolicate: Symbolicate;
}

/** An item that may be stored, and how; or everything that is wrong with it. */
export type ItemResult = { eventId?: string; write(store: Store): void } | { causes: string[] };

/** Reads one kind of item. `text` is the payload as it arrived. Never throws for what the payload holds. */
export type ItemKind = (payload: JsonRecord, text: string, context: ItemContext) => ItemResult | Promise<ItemResult>;

/** The same of one whose payload is no JSON. */
export type BytesKind = (item: ParsedItem, context: ItemContext) => ItemResult;
