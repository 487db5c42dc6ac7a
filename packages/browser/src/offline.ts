import { makeOfflineTransport, type Transport } from '@vedette/core';
import { listen } from './instrument/listen.ts';
import type { BrowserOfflineTransportOptions } from './offline/options.ts';
import { createQueue } from './offline/queue.ts';
import { type BrowserTransportOptions, makeFetchTransport } from './transport.ts';

export type { BrowserOfflineTransportOptions } from './offline/options.ts';

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
