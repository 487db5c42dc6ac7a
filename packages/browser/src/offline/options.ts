import type { OfflineTransportOptions } from '@vedette/core';
import type { BrowserTransportOptions } from '../transport.ts';

/** What a host may give as `transportOptions`, beside what its own transport takes. */
export interface BrowserOfflineTransportOptions extends BrowserTransportOptions, OfflineTransportOptions {
  /** The database in IndexedDB. @default 'vedette-offline' */
  dbName?: string;
  /** The object store in it. @default 'queue' */
  storeName?: string;
  /** Envelopes that may be kept, those under way among them; what comes on top is sent, but not kept. @default 1000 */
  maxQueueSize?: number;
  /** The same in bytes, about. @default 5,000,000 */
  maxBytes?: number;
  /** Milliseconds after which what was not delivered is dropped and counted. @default 30 days */
  maxAgeMs?: number;
  /** Begin to send what earlier pages left behind, after the first back-off. @default true */
  flushAtStartup?: boolean;
}
