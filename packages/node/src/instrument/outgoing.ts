import type { ClientRequest, IncomingMessage } from 'node:http';

/** A request about to leave, the same for every library that makes one. */
export interface OutgoingStart {
  method: string;
  /** With query, as the host wrote it. */
  url: string;
  getHeader: GetHeader;
  /** Does nothing when it is too late. */
  setHeader(name: string, value: string): void;
  /** The library's own object, for the host's callbacks. */
  request: ClientRequest | object;
}

/** Reads a header by its name in lower case. */
export type GetHeader = (name: string) => string | undefined;

/** What is told of a request after its start. */
export interface OutgoingRequest {
  /** The head of the response is there. `response`: the library's own object. */
  answered(statusCode: number, getHeader: GetHeader, response: IncomingMessage | object): void;
  failed(): void;
  /** All is over, well or not. */
  ended(): void;
}

/** Hears of a request; returns what wants to hear more of it. */
export type OutgoingListener = (start: OutgoingStart) => OutgoingRequest | undefined;
