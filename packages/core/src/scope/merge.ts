import type { Scope, ScopeData } from '../types/client.ts';

/**
 * What several scopes say together: lists are joined, maps merged one level deep (contexts by name), of the rest the
 * last one set counts; a later empty user deletes nothing. Source: sdk-behaviour, "Scopes".
 */
export function mergeScopes(scopes: Scope[]): ScopeData {
  // biome-ignore lint/suspicious/noExplicitAny: lists with lists and maps with maps, whatever they hold.
  const merged: Record<string, any> = {};
  for (const scope of scopes) {
    for (const [key, value] of Object.entries(scope.getScopeData())) {
      if (Array.isArray(value)) {
        merged[key] = [...(merged[key] ?? []), ...value];
      } else {
        merged[key] = MAPS.test(key) ? { ...merged[key], ...value } : (value ?? merged[key]);
      }
    }
  }
  // An outer scope's span is not the one that is active here.
  merged.span = scopes.at(-1)?.getSpan();
  return merged as ScopeData;
}

/** Spans and propagation contexts are objects too, but only whole ones make sense. */
const MAPS = /^(tags|extra|contexts|attributes|user|sdk)/;
