/** A request about to leave, the same for every library that makes one. */
export interface OutgoingStart {
  method: string;
  /** With query, as the host wrote it. */
  url: string;
  getHeader(name: string): string | undefined;
  /** Does nothing when it is too late. */
  setHeader(name: string, value: string): void;
}

/** What is told of a request after its start. */
export interface OutgoingRequest {
  /** The head of the response is there. */
  answered(statusCode: number): void;
  failed(): void;
  /** All is over, well or not. */
  ended(): void;
}

/** Hears of a request; returns what wants to hear more of it. */
export type OutgoingListener = (start: OutgoingStart) => OutgoingRequest | undefined;
