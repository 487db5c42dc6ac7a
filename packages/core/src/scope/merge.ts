import type { Scope, ScopeData } from '../types/client.ts';

/**
 * What several scopes say together; later ones win. Maps are merged one level deep (contexts by name), lists are joined,
 * and a later empty user deletes nothing. Source: sdk-behaviour, "Scopes".
 */
export function mergeScopes(scopes: Scope[]): ScopeData {
  const [first, ...rest] = scopes.map((scope) => scope.getScopeData());
  const merged = { ...(first as ScopeData) };
  for (const data of rest) {
    merged.tags = { ...merged.tags, ...data.tags };
    merged.extra = { ...merged.extra, ...data.extra };
    merged.contexts = { ...merged.contexts, ...data.contexts };
    merged.user = { ...merged.user, ...data.user };
    merged.breadcrumbs = merged.breadcrumbs.concat(data.breadcrumbs);
    merged.fingerprint = merged.fingerprint.concat(data.fingerprint);
    merged.eventProcessors = merged.eventProcessors.concat(data.eventProcessors);
    merged.attachments = merged.attachments.concat(data.attachments);
    merged.level = data.level ?? merged.level;
    merged.transactionName = data.transactionName ?? merged.transactionName;
    merged.span = data.span;
    merged.propagationContext = data.propagationContext;
  }
  return merged;
}
