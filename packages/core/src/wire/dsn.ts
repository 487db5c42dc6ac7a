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
  const parts = typeof text === 'string' ? (DSN.exec(text)?.groups as unknown as Dsn | undefined) : undefined;
  return parts && { ...parts, port: parts.port ?? '', orgId: /^o(\d+)\./.exec(parts.host)?.[1] };
}

/** A DSN as text, without the obsolete secret. */
export function dsnToString(dsn: Dsn): string {
  return `${dsn.protocol}://${dsn.publicKey}@${authority(dsn)}/${dsn.path ? `${dsn.path}/` : ''}${dsn.projectId}`;
}

/**
 * The URL that envelopes are posted to, with authentication in the query so that a browser needs no preflight. A
 * tunnel is used as it is. Source: wire-protocol, "Authentication".
 */
export function getEnvelopeUrl(dsn: Dsn, tunnel?: string, sdk?: { name?: string; version?: string }): string {
  if (tunnel) {
    return tunnel;
  }
  const client = sdk?.name ? `&sentry_client=${encodeURIComponent(`${sdk.name}/${sdk.version}`)}` : '';
  const path = dsn.path ? `/${dsn.path}` : '';
  return (
    `${dsn.protocol}://${authority(dsn)}${path}/api/${dsn.projectId}/envelope/` +
    `?sentry_version=7&sentry_key=${dsn.publicKey}${client}`
  );
}

// The project is the leading digits of the last segment; a secret after the key is obsolete and left out.
const DSN =
  /^(?<protocol>https?):\/\/(?<publicKey>\w+)(?::\w*)?@(?<host>\[[:.%\w]+\]|[\w.-]+)(?::(?<port>\d+))?\/(?:(?<path>.+)\/)?(?<projectId>\d+)[^/]*$/;

function authority(dsn: Dsn): string {
  return dsn.port ? `${dsn.host}:${dsn.port}` : dsn.host;
}
