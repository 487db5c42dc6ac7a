import { SDK_VERSION, type SendRequest } from '@vedette/core';

/** The headers of a post. */
export function headersFor(
  { headers }: Partial<SendRequest>,
  body: string | Uint8Array,
): Record<string, string | number> {
  return {
    'content-type': 'application/x-sentry-envelope',
    'content-length': Buffer.byteLength(body),
    'user-agent': `vedette.javascript.node/${SDK_VERSION}`,
    ...headers,
  };
}
