import { makeOfflineTransport, type OfflineTransportOptions, type Transport } from '@vedette/core';
import { listen } from './instrument/listen.ts';
import { createQueue } from './offline/queue.ts';
import { type BrowserTransportOptions, makeFetchTransport } from './transport.ts';

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

/**
 * A transport that loses nothing: each envelope is in IndexedDB while it is sent and until somebody has answered for it, so
 * that a page that is closed, killed or offline leaves it to the next page of its origin. Pages that are open at the same
 * time leave each other's alone. One that was delivered in the moment its page died may be sent again, with the same
 * `event_id`, by which a backend knows it. Where there is no storage, or it is full, envelopes are sent as ever.
 *
 *   init({ dsn, transport: makeBrowserOfflineTransport() })
 */
export function makeBrowserOfflineTransport<T extends BrowserTransportOptions>(
  createTransport: (options: T) => Transport = makeFetchTransport,
): (options: T & Partial<BrowserOfflineTransportOptions>) => Transport {
  const make = makeOfflineTransport(createTransport);
  return (options) => {
    const transport = make({
      flushAtStartup: true,
      createStore: () => createQueue(options),
      ...options,
    });
    const stopListening = listen('online', () => transport.flush());
    options.on?.('close', stopListening);
    return transport;
  };
}
