import type { Integration } from '@vedette/core';
import { includeParts, type RequestDataInclude } from '../request/included-parts.ts';

export interface RequestDataOptions {
  /**
   * Parts of the request that events tell: `cookies`, `data`, `headers`, `ip`, `query_string`, `url`. What is left open is as
   * `dataCollection` has it; a secret stays one. @default {}
   */
  include?: RequestDataInclude;
}

/** Chooses what events tell of the request they happened in. Without it they tell what may be collected. */
export function requestDataIntegration({ include = {} }: RequestDataOptions = {}): Integration {
  return { name: 'RequestData', setup: (client) => includeParts(client, include) };
}
