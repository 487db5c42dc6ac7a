/**
 * What of a keyed category is collected: all, nothing, or by what its keys contain, whatever the case. Of a key that is
 * not collected the name stays and the value becomes `[Filtered]`; so do values under the names of secrets, always.
 */
export type CollectBehavior = boolean | { allow: string[] } | { deny: string[] };

/**
 * What the SDK may collect by itself; what you hand over with `setUser`, `setExtra` and the like is yours. The defaults
 * named here hold once an object is given; without one everything is as `sendDefaultPii` says. Source: sdk-behaviour,
 * "Data collection".
 */
export interface DataCollection {
  /**
   * Address of the client, also as the backend sees it; headers and query parameters that tell of it; e-mail addresses
   * in texts. @default true
   */
  userInfo?: boolean;
  /** Cookies of incoming requests, by name. @default true */
  cookies?: CollectBehavior;
  /**
   * Headers of requests to a server by name, one behaviour for both or one each; of responses none are collected yet. Pages
   * tell of their referrer and browser whatever stands here. @default true
   */
  httpHeaders?: CollectBehavior | { request?: CollectBehavior; response?: CollectBehavior };
  /**
   * Bodies that may be collected. Those of incoming requests are where `maxIncomingRequestBodySize` asks for them, the others
   * not yet, whatever stands here. @default all four
   */
  httpBodies?: HttpBody[];
  /**
   * Parameters in the queries of URLs, by name; `false` leaves out the query as a whole, and so does a list in pages, which
   * do not look at names. @default true
   */
  queryParams?: CollectBehavior;
  /** The name that `queryParams` has in later versions of the API; `queryParams` wins. */
  urlQueryParams?: CollectBehavior;
  /** What is asked of models and what they answer. This and the next four are not collected yet. @default true */
  genAI?: { inputs?: boolean; outputs?: boolean };
  mcp?: { inputs?: boolean; outputs?: boolean };
  graphQL?: { document?: boolean; variables?: boolean };
  databaseQueryData?: boolean;
  queues?: boolean;
  /** Values of the local variables of stack frames, where an integration reads them. @default true */
  stackFrameVariables?: CollectBehavior;
  /** Source lines on either side of a stack frame's own, 0 for none. @default 5; without this object 7 */
  frameContextLines?: number;
}

export type HttpBody = 'incomingRequest' | 'outgoingRequest' | 'incomingResponse' | 'outgoingResponse';

/** `DataCollection` with nothing left open. */
export interface ResolvedDataCollection {
  userInfo: boolean;
  cookies: CollectBehavior;
  httpHeaders: { request: CollectBehavior; response: CollectBehavior };
  httpBodies: HttpBody[];
  queryParams: CollectBehavior;
  genAI: { inputs: boolean; outputs: boolean };
  mcp: { inputs: boolean; outputs: boolean };
  graphQL: { document: boolean; variables: boolean };
  databaseQueryData: boolean;
  queues: boolean;
  stackFrameVariables: CollectBehavior;
  frameContextLines: number;
}
