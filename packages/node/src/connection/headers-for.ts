import { SDK_VERSION, type SendRequest } from '@vedette/core';

/** The headers of a post but its length. What the host has given wins. */
export function headersFor({ headers }: Pick<SendRequest, 'headers'>): Record<string, string | number> {
  return {
    'content-type': 'application/x-sentry-envelope',
    'user-agent': `vedette.javascript.node/${SDK_VERSION}`,
    ...headers,
  };
}
