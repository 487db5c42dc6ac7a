import { type Dsn, parseDsn } from '@vedette/core/wire';
import { type Refusal, refuse } from './refusal.ts';

/** What a request may say about who it is from. */
export interface Credentials {
  /** The path's project. */
  project: string;
  /** `?sentry_key=` */
  queryKey: string | undefined;
  /** The whole `X-Sentry-Auth` header. */
  authHeader: string | undefined;
}

/**
 * What can be said before the body is read: 404 for a project that is no number, 403 for a wrong key or two keys.
 * `undefined`: nothing against it so far.
 */
export function checkRequest(credentials: Credentials, publicKey: string): Refusal | undefined {
  if (!/^\d{1,20}$/.test(credentials.project)) {
    return refuse(404, 'there is no such project: the id is not a number');
  }
  return checkKeys(requestKeys(credentials), publicKey);
}

/** The same with the DSN of the envelope header, which may be the only sign; all signs must agree. */
export function checkEnvelope(credentials: Credentials, dsnHeader: unknown, publicKey: string): Refusal | undefined {
  const keys = requestKeys(credentials);
  if (dsnHeader !== undefined && dsnHeader !== null) {
    const dsn: Dsn | undefined = parseDsn(dsnHeader);
    if (!dsn) {
      return refuse(403, 'the dsn of the envelope header is not a DSN');
    }
    if (dsn.projectId !== credentials.project) {
      return refuse(403, 'the dsn of the envelope header names another project');
    }
    keys.push(dsn.publicKey);
  }
  return keys.length === 0
    ? refuse(403, 'no key: give sentry_key in the query, an X-Sentry-Auth header or a dsn in the envelope header')
    : checkKeys(keys, publicKey);
}

/** Source: wire-protocol, "Authentication". A header that names no key counts as a wrong one. */
function requestKeys({ queryKey, authHeader }: Credentials): string[] {
  const headerKey = authHeader === undefined ? [] : [/\bsentry_key=(\w+)/.exec(authHeader)?.[1] ?? ''];
  return [...(queryKey === undefined ? [] : [queryKey]), ...headerKey];
}

function checkKeys(keys: string[], publicKey: string): Refusal | undefined {
  if (new Set(keys).size > 1) {
    return refuse(403, 'the request names several keys that do not agree');
  }
  // The key is public (it is in every browser bundle), so an ordinary comparison will do.
  return keys.every((key) => key === publicKey) ? undefined : refuse(403, 'the key is not that of this receiver');
}
