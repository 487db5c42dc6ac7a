import { type Client, matchesSome } from '@vedette/core';

/**
 * Whether a request may carry trace headers: to the page's own origin, or to what `tracePropagationTargets` lists, by
 * absolute URL or, on the own origin, by path. Other servers might refuse unknown headers, and need not know our ids.
 * Source: sdk-behaviour, "Propagation".
 */
export function isTraceTarget(url: URL, client: Client): boolean {
  const { tracePropagationTargets: targets } = client.getOptions();
  const sameOrigin = url.origin === location.origin;
  return targets
    ? matchesSome(url.href, targets) || (sameOrigin && matchesSome(url.pathname + url.search, targets))
    : sameOrigin;
}
