/** Where envelopes go and with which public key, taken apart. */
export interface Dsn {
  protocol: 'http' | 'https';
  publicKey: string;
  host: string;
  /** Empty when the protocol's own. */
  port: string;
  /** Segments between host and project, joined with `/`; empty for most. */
  path: string;
  projectId: string;
  /** From a host such as `o12.ingest.example.io`. */
  orgId?: string;
}

/** Takes a DSN apart; `undefined` when it is not one. Source: wire-protocol, "DSN". */
export function parseDsn(text: unknown): Dsn | undefined {
  const match = typeof text === 'string' ? DSN.exec(text) : null;
  if (!match) {
    return undefined;
  }
  const [, protocol, publicKey, host, port = '', tail] = match as unknown as [string, string, string, string, string?, string?];
  const segments = (tail as string).split('/');
  const projectId = /^\d+/.exec(segments.pop() as string)?.[0];
  if ((protocol !== 'http' && protocol !== 'https') || !projectId) {
    return undefined;
  }
  const orgId = /^o(\d+)\./.exec(host)?.[1];
  return { protocol, publicKey, host, port, path: segments.join('/'), projectId, ...(orgId && { orgId }) };
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

const DSN = /^(?:(\w+):)\/\/(\w+)(?::\w*)?@(\[[:.%\w]+\]|[\w.-]+)(?::(\d+))?\/(.+)/;

function authority(dsn: Dsn): string {
  return dsn.port ? `${dsn.host}:${dsn.port}` : dsn.host;
}
