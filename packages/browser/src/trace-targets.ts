import { type Client, matchesSome } from '@vedette/core';
import { isOwnRequest } from './own-request.ts';

/**
 * Whether a request may carry trace headers: to the page's own origin, or to what `tracePropagationTargets` lists, by
 * absolute URL or, on the own origin, by path. Other servers might refuse unknown headers, and need not know our ids.
 * Source: sdk-behaviour, "Propagation".
 */
export function isTraceTarget(url: string, client: Client): boolean {
  const { tracePropagationTargets: targets } = client.getOptions();
  let absolute: URL;
  try {
    absolute = new URL(url, location.href);
  } catch {
    return false;
  }
  if (isOwnRequest(absolute.href, client)) {
    return false;
  }
  const sameOrigin = absolute.origin === location.origin;
  if (!targets) {
    return sameOrigin;
  }
  return (
    matchesSome(absolute.href, targets) || (sameOrigin && matchesSome(absolute.pathname + absolute.search, targets))
  );
}
