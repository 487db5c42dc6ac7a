import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'vedette_token';

/** 32 random characters that can stand in a URL. */
export function createToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Whether the request shows the token, as `Authorization: Bearer` or as our cookie. */
export function hasToken(c: Context, token: string): boolean {
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  return isSame(bearer, token) || isSame(getCookie(c, COOKIE), token);
}

/**
 * Answers `?token=` with a cookie and the way back to the same page, so that the token leaves the address bar and the
 * history. `undefined` when there is no token in the query or it is wrong.
 */
export function exchangeToken(c: Context, token: string): Response | undefined {
  if (!isSame(c.req.query('token'), token)) {
    return undefined;
  }
  // Links from elsewhere open the page, and nothing but reading is done with it; requests of other sites are refused anyway.
  setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Lax', path: '/' });
  const url = new URL(c.req.url);
  url.searchParams.delete('token');
  return c.redirect(`${url.pathname.replace(/^\/+/, '/')}${url.search}`, 303);
}

/** In the same time wherever they differ: the hashes have one length. */
function isSame(given: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
