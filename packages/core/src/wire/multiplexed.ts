import { guard } from '../lib/guard.ts';
import type { Transport, TransportResponse } from '../types/client.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';
import type { Event } from '../types/event.ts';
import { getEnvelopeUrl, parseDsn } from './dsn.ts';

/** The key of `extra` whose list of routes the default matcher follows. */
export const MULTIPLEXED_TRANSPORT_EXTRA_KEY = 'MULTIPLEXED_TRANSPORT_EXTRA_KEY';

/** DSNs one transport may know; what goes to more takes the way of what has no route. */
const MAX_DSNS = 100;

/** Where an envelope goes: a DSN, also with the release the event is to have there. */
export type Route = string | { dsn: string; release?: string };

export interface MatchParameters {
  envelope: Envelope;
  /** The event, or whatever of these item types comes first. @default ['event'] */
  getEvent(types?: string[]): Event | undefined;
}

/** Where an envelope goes; nowhere means to the DSN of the options. One that throws counts as that. */
export type Matcher = (parameters: MatchParameters) => Route[];

/** Item types whose payload names a release. */
const WITH_RELEASE = ['event', 'transaction', 'profile', 'replay_event'];

/**
 * A transport that sends each envelope to the DSNs a matcher names, by one transport each: for pages that several teams
 * share. `send` resolves with the answer of the first. A route without a valid DSN is passed over.
 */
export function makeMultiplexedTransport<T extends { url: string; tunnel?: string }>(
  createTransport: (options: T) => Transport,
  matcher: Matcher = routesOfExtra,
): (options: T) => Transport {
  return (options) => {
    const fallback = createTransport(options);
    const transports = new Map<string, Transport>();

    const transportTo = (dsn: string): Transport | undefined => {
      const parsed = parseDsn(dsn);
      if (parsed && !transports.has(dsn) && transports.size < MAX_DSNS) {
        transports.set(dsn, createTransport({ ...options, url: getEnvelopeUrl(parsed, options.tunnel) }));
      }
      return transports.get(dsn);
    };

    return {
      async send(envelope) {
        const [headers, items] = envelope;
        const getEvent = (types = ['event']): Event | undefined =>
          items.find(([{ type }]) => types.includes(type))?.[1] as Event | undefined;
        const send = (route: Route): PromiseLike<TransportResponse> | [] => {
          const { dsn, release } = typeof route === 'string' ? { dsn: route } : route;
          return transportTo(dsn)?.send([{ ...headers, dsn }, items.map((item) => withRelease(item, release))]) ?? [];
        };
        const sending = guard(() => matcher({ envelope, getEvent }).flatMap(send), []);
        const [answer = {}] = await Promise.all(sending.length > 0 ? sending : [fallback.send(envelope)]);
        return answer;
      },
      async flush(timeoutMs) {
        const flushed = [fallback, ...transports.values()].map((transport) => transport.flush(timeoutMs));
        return (await Promise.all(flushed)).every(Boolean);
      },
    };
  };
}

function routesOfExtra({ getEvent }: MatchParameters): Route[] {
  const routes = getEvent()?.extra?.[MULTIPLEXED_TRANSPORT_EXTRA_KEY];
  return Array.isArray(routes) ? routes : [];
}

function withRelease([headers, payload]: EnvelopeItem, release: string | undefined): EnvelopeItem {
  return release && WITH_RELEASE.includes(headers.type)
    ? [headers, { ...(payload as object), release }]
    : [headers, payload];
}
