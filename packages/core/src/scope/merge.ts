import type { Scope, ScopeData } from '../types/client.ts';

/**
 * What several scopes say together: lists are joined, maps merged one level deep (contexts by name), of the rest the
 * last one set counts; a later empty user deletes nothing. Source: sdk-behaviour, "Scopes".
 */
export function mergeScopes(scopes: Scope[]): ScopeData {
  // biome-ignore lint/suspicious/noExplicitAny: lists with lists and maps with maps, whatever they hold.
  const merged: Record<string, any> = {};
  for (const scope of scopes) {
    // biome-ignore lint/suspicious/noExplicitAny: the same.
    const data: Record<string, any> = scope.getScopeData();
    // Not by pairs, a third of what this costs each event.
    for (const key in data) {
      const outer = merged[key];
      const value = data[key];
      merged[key] = Array.isArray(value)
        ? [...(outer ?? []), ...value]
        : MAPS.test(key)
          ? { ...outer, ...value }
          : (value ?? outer);
    }
  }
  // An outer scope's span is not the one that is active here.
  merged.span = scopes.at(-1)?.getSpan();
  return merged as ScopeData;
}

/** Spans and propagation contexts are objects too, but only whole ones make sense. */
const MAPS = /^(tags|extra|contexts|attributes|user|sdk)/;
