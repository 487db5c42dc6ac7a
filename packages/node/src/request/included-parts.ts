import type { Client, RequestEventData, ResolvedDataCollection } from '@vedette/core';

/** Parts of a request that events tell, each on or off whatever is collected else. */
export interface RequestDataInclude {
  cookies?: boolean;
  /** The body, where it was kept. */
  data?: boolean;
  headers?: boolean;
  /** The address of the client. */
  ip?: boolean;
  query_string?: boolean;
  url?: boolean;
}

interface IncludedParts {
  /** What outweighs the client's own. */
  collected: Partial<ResolvedDataCollection>;
  /** A request without the parts that are left out. */
  only(told: RequestEventData): RequestEventData;
}

const partsOf = new WeakMap<Client, IncludedParts>();

/** What of a request the events of a client tell; `undefined` for all that is collected. */
export function includedParts(client: Client): IncludedParts | undefined {
  return partsOf.get(client);
}

/** Says what events tell of requests; returns the undo. What is left open is as `dataCollection` has it. */
export function includeParts(client: Client, include: RequestDataInclude): () => void {
  const { cookies, headers, ip, query_string } = include;
  const { httpHeaders } = client.getOptions().dataCollection ?? {};
  const collected: Partial<ResolvedDataCollection> = {};
  if (cookies !== undefined) {
    collected.cookies = cookies;
  }
  if (ip !== undefined) {
    collected.userInfo = ip;
  }
  if (headers === false || (headers && httpHeaders === false)) {
    collected.httpHeaders = { request: headers, response: headers };
  }
  if (query_string !== undefined) {
    collected.queryParams = query_string;
  }
  partsOf.set(client, {
    collected,
    only: ({ data, url, ...told }) => ({
      ...told,
      ...(include.data !== false && { data }),
      ...(include.url !== false && { url }),
    }),
  });
  return () => void partsOf.delete(client);
}
