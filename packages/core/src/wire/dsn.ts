/** Where envelopes go and with which public key, taken apart. */
export interface Dsn {
  protocol: 'http' | 'https';
  publicKey: string;
  host: string;
  /** Empty when the protocol's own. */
  port: string;
  /** Segments between host and project, joined with `/`; most have none. */
  path?: string;
  projectId: string;
  /** From a host such as `o12.ingest.example.io`. */
  orgId?: string;
}

/** Takes a DSN apart; `undefined` when it is not one. Source: wire-protocol, "DSN". */
export function parseDsn(text: unknown): Dsn | undefined {
  return typeof text === 'string' ? (DSN.exec(text)?.groups as unknown as Dsn | undefined) : undefined;
}

/** A DSN as text, without the obsolete secret. */
export function dsnToString(dsn: Dsn): string {
  return urlOf(dsn, `${dsn.publicKey}@`, dsn.projectId);
}

/**
 * The URL that envelopes are posted to, with authentication in the query so that a browser needs no preflight. A
 * tunnel is used as it is. `sdk` must need no encoding. Source: wire-protocol, "Authentication".
 */
export function getEnvelopeUrl(dsn: Dsn, tunnel?: string, sdk?: { name?: string; version?: string }): string {
  const client = sdk?.name ? `&sentry_client=${sdk.name}%2F${sdk.version}` : '';
  return (
    tunnel || urlOf(dsn, '', `api/${dsn.projectId}/envelope/?sentry_version=7&sentry_key=${dsn.publicKey}${client}`)
  );
}

/** A URL on the host of a DSN: `user` stands before the host, `rest` after the DSN's own path. */
export function urlOf({ protocol, host, port, path }: Dsn, user: string, rest: string): string {
  return `${protocol}://${user}${host}${port && `:${port}`}/${path ? `${path}/` : ''}${rest}`;
}

// The project is the leading digits of the last segment; a secret after the key is obsolete and left out.
const DSN =
  /^(?<protocol>https?):\/\/(?<publicKey>\w+)(:\w*)?@(?<host>\[[:.%\w]+\]|(o(?<orgId>\d+)\.)?[\w.-]+)(:(?=\d))?(?<port>\d*)\/((?<path>.+)\/)?(?<projectId>\d+)[^/]*$/;
