import type { Client } from '@vedette/core';

/**
 * Whether a request, by its address as it was given, goes to the backend we report to: those are never reported or
 * traced themselves.
 */
export function isOwnRequest(url: string, client: Client): boolean | undefined {
  const dsn = client.getDsn();
  return (
    (dsn && url.includes(dsn.host) && url.includes(`sentry_key=${dsn.publicKey}`)) || url === client.getOptions().tunnel
  );
}
