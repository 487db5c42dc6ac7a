import type { request as httpRequest } from 'node:http';
import type { AgentOptions } from 'node:https';
import type { SendRequest, SendResponse } from '@vedette/core';

/** What only Node's transport knows. */
export interface NodeOnly {
  /** URL of a proxy. Default what `https_proxy` or `http_proxy` name; `no_proxy` lists ends of host names without one. */
  proxy?: string;
  /** Certificates to trust instead of Node's own. */
  caCerts?: AgentOptions['ca'];
  /** Keep connections open between requests; they do not keep the process alive. @default true */
  keepAlive?: boolean;
  /** Makes the requests instead of `node:http` and `node:https`. */
  httpModule?: { request: typeof httpRequest };
}

/** A request on its way, and who hears what becomes of it. */
export interface Post {
  request: SendRequest & NodeOnly;
  /** Bytes of the request, or what was made of them. */
  body: string | Uint8Array;
  /** What was made of them. */
  encoding?: string | undefined;
  /** All of it was handed to the operating system. */
  left(): void;
  /** The head of the answer is there. */
  answered(response: SendResponse): void;
  /** There is no answer, and it may have arrived all the same. */
  failed(error: Error): void;
}

/** A backend that takes a request and stays silent must not hold our few connections for ever. */
export const ANSWER_TIMEOUT_MS = 15_000;
/** Connections to a backend at once. */
export const MAX_CONNECTIONS = 4;
