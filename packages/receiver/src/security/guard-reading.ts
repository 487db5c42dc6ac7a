import type { MiddlewareHandler } from 'hono';
import type { ApiError } from '../api.ts';
import { isLoopbackHostHeader } from './loopback.ts';
import { isOwnRequest } from './same-origin.ts';
import { exchangeToken, hasToken } from './token.ts';

export interface ReadingGuardOptions {
  /** We listen on loopback only, so every honest `Host` is a loopback name. */
  loopbackOnly: boolean;
  /** `undefined`: whoever reaches us may read. */
  token: string | undefined;
}

/** Stands before the page and the read API: the right host, the right origin, the token. */
export function guardReading({ loopbackOnly, token }: ReadingGuardOptions): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host');
    if (loopbackOnly && !isLoopbackHostHeader(host)) {
      return c.json<ApiError>({ detail: 'this receiver answers to localhost only' }, 403);
    }
    const fetchSite = c.req.header('sec-fetch-site');
    const fetchMode = c.req.header('sec-fetch-mode');
    if (!isOwnRequest({ host, origin: c.req.header('origin'), fetchSite, fetchMode })) {
      return c.json<ApiError>({ detail: 'pages of other origins may not read here' }, 403);
    }
    if (token !== undefined) {
      const exchanged = exchangeToken(c, token);
      if (exchanged) {
        return exchanged;
      }
      if (!hasToken(c, token)) {
        const detail = 'a token is needed: open the address with ?token=, or send Authorization: Bearer';
        return c.json<ApiError>({ detail }, 401);
      }
    }
    return next();
  };
}
