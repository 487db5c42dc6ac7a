import type { StackFrame } from './types/event.ts';

/**
 * Everything core needs from a runtime. Each `init` hands one over; nothing below it asks where it runs. Every platform
 * passes `testing/platform-contract.ts`.
 */
export interface Platform {
  /** `platform` of events. */
  readonly name: 'javascript' | 'node';
  /** Seconds since the epoch; never goes back within a run. */
  now(): number;
  /** The lines of a stack text as frames, newest call first, with `in_app` where it is known. May throw. */
  parseStack(stack: string): StackFrame[];
  /** Where the scopes of the moment are kept. */
  readonly context: AsyncContext;
  /** Posts bytes. Rejects when no answer came, whatever the reason; resolves with any status. */
  send(request: SendRequest): PromiseLike<SendResponse>;
  /** Calls back once after `delayMs`, without keeping the process alive; returns what calls it off. */
  delay(callback: () => void, delayMs: number): () => void;
  /** Calls back when the program may soon be gone: a page that is hidden, a process out of work. Returns the undo. */
  onExit(listener: () => void): () => void;
}

/** Keeps a value (core's scopes, which a platform need not know) for a call and for what it starts. */
export interface AsyncContext {
  /** `undefined` outside of any `run`. */
  get(): object | undefined;
  /** Calls back with this value in force and hands through what it returns or throws. */
  run<T>(value: object, callback: () => T): T;
  /** Calls back with no value in force, so that what the callback leaves behind keeps no scopes alive. */
  exit?<T>(callback: () => T): T;
  /** Whether work running side by side sees scopes of its own; where not, there is one isolation scope. */
  readonly isolates: boolean;
}

export interface SendRequest {
  url: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
  /** The rest of the host's `transportOptions`, of which each platform knows its own, such as `fetchOptions`. */
  [transportOption: string]: unknown;
}

export interface SendResponse {
  statusCode: number;
  headers: { 'x-sentry-rate-limits'?: string | null; 'retry-after'?: string | null };
}
