import type { Scope, ScopeData } from '../types/client.ts';

/**
 * What several scopes say together: lists are joined, maps merged one level deep (contexts by name), of the rest the
 * last one set counts; a later empty user deletes nothing. Source: sdk-behaviour, "Scopes".
 */
export function mergeScopes(scopes: Scope[]): ScopeData {
  const merged: Record<string, unknown> = {};
  for (const scope of scopes) {
    for (const [key, value] of Object.entries(scope.getScopeData())) {
      const before = merged[key];
      if (before === undefined || (value !== undefined && !isCollection(key, value))) {
        merged[key] = value;
      } else if (Array.isArray(value)) {
        merged[key] = [...(before as unknown[]), ...value];
      } else if (value !== undefined) {
        merged[key] = { ...(before as object), ...value };
      }
    }
  }
  // An outer scope's span is not the one that is active here.
  merged.span = scopes.at(-1)?.getSpan();
  return merged as unknown as ScopeData;
}

/** Spans and propagation contexts are objects too, but only whole ones make sense. */
function isCollection(key: string, value: unknown): boolean {
  return Array.isArray(value) || /^(tags|extra|contexts|user)$/.test(key);
}
