import type { RequestEventData } from '@vedette/core/wire';

/** A query string in any of the three shapes the protocol allows, as name and value; repeated names stay apart. */
export function queryPairs(query: RequestEventData['query_string']): Array<[name: string, value: string]> {
  if (!query) {
    return [];
  }
  if (typeof query === 'string') {
    return [...new URLSearchParams(query)];
  }
  return Array.isArray(query) ? query : Object.entries(query);
}
