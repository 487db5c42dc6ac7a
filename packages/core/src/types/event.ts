import type { SpanAttributes, SpanJSON, TransactionSource } from './span.ts';

export type SeverityLevel = 'fatal' | 'error' | 'warning' | 'log' | 'info' | 'debug';

export type Primitive = number | string | boolean | bigint | symbol | null | undefined;

/** How an exception came to us. Source: event-payload, "Mechanism". */
export interface Mechanism {
  type: string;
  /** `false` marks a crash. */
  handled?: boolean;
  /** The stack was made by us, not thrown by the host. */
  synthetic?: boolean;
  data?: Record<string, string | boolean>;
  /** Unique in the event; the captured error is 0. */
  exception_id?: number;
  parent_id?: number;
  is_exception_group?: boolean;
  /** How the parent refers to this one: `cause`, `errors[0]`. */
  source?: string;
}

/** One line of a stack. `lineno` and `colno` count from 1. */
export interface StackFrame {
  filename?: string;
  abs_path?: string;
  function?: string;
  module?: string;
  lineno?: number;
  colno?: number;
  in_app?: boolean;
  pre_context?: string[];
  context_line?: string;
  post_context?: string[];
  vars?: Record<string, unknown>;
  /** What a bundler plugin says of the file; there while the event is looked at, never sent. */
  module_metadata?: Record<string, unknown>;
}

/** Reads a stack text, outermost call first, without the `skipFirstLines` first lines and the `framesToPop` newest frames. */
export type StackParser = (stack: string, skipFirstLines?: number, framesToPop?: number) => StackFrame[];

/** Reads one line; `undefined` when it is none of its kind. Those with a lower number are asked first. */
export type StackLineParser = [priority: number, read: StackLineParserFn];
export type StackLineParserFn = (line: string) => StackFrame | undefined;

/** Outermost call first, throwing frame last. */
export interface Stacktrace {
  frames?: StackFrame[];
}

export interface Exception {
  type?: string;
  value?: string;
  module?: string;
  thread_id?: number | string;
  mechanism?: Mechanism;
  stacktrace?: Stacktrace;
}

/** A thread of the program, where there are several. Source: event-payload, "Threads". */
export interface Thread {
  id?: number | string;
  name?: string;
  main?: boolean;
  stacktrace?: Stacktrace;
  crashed?: boolean;
  current?: boolean;
}

/** A trail mark. `timestamp` is in seconds and defaults to now. */
export interface Breadcrumb {
  type?: string;
  category?: string;
  message?: string;
  level?: SeverityLevel;
  timestamp?: number;
  // biome-ignore lint/suspicious/noExplicitAny: as in Sentry's SDKs, so that code that reads it moves over
  data?: Record<string, any>;
  event_id?: string;
  origin?: string;
}

export interface User {
  id?: string | number;
  email?: string;
  username?: string;
  name?: string;
  ip_address?: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: as in Sentry's SDKs, so that code that reads it moves over
  [key: string]: any;
}

export interface RequestEventData {
  method?: string;
  url?: string;
  query_string?: string | Record<string, string> | Array<[string, string]>;
  fragment?: string;
  data?: unknown;
  cookies?: Record<string, string>;
  headers?: Record<string, string>;
  env?: Record<string, string>;
}

export interface TraceContext {
  trace_id: string;
  span_id: string;
  parent_span_id?: string;
  op?: string;
  status?: string;
  origin?: string;
  data?: SpanAttributes;
  links?: SpanJSON['links'];
  [key: string]: unknown;
}

export type Context = Record<string, unknown>;

export interface Contexts {
  trace?: TraceContext;
  [name: string]: Context | undefined;
}

export interface SdkInfo {
  name?: string;
  version?: string;
  integrations?: string[];
  packages?: Array<{ name: string; version: string }>;
  settings?: { infer_ip?: 'auto' | 'never' | 'legacy' };
}

export interface Measurement {
  value: number;
  unit: string;
}

/** What is sent: the field names are those of the protocol. Source: event-payload. */
export interface Event {
  event_id?: string;
  /** Seconds since the epoch. */
  timestamp?: number;
  platform?: string;
  type?: 'transaction' | 'feedback';
  level?: SeverityLevel;
  message?: string;
  logentry?: { message?: string; params?: readonly unknown[] };
  logger?: string;
  exception?: { values?: Exception[] };
  transaction?: string;
  transaction_info?: { source: TransactionSource };
  server_name?: string;
  release?: string;
  dist?: string;
  environment?: string;
  tags?: Record<string, Primitive>;
  extra?: Record<string, unknown>;
  modules?: Record<string, string>;
  fingerprint?: string[];
  user?: User;
  request?: RequestEventData;
  contexts?: Contexts;
  breadcrumbs?: Breadcrumb[];
  sdk?: SdkInfo;
  debug_meta?: { images?: Array<Record<string, string>> };
  start_timestamp?: number;
  spans?: SpanJSON[];
  measurements?: Record<string, Measurement>;
}

/** An event of an error or a message: it has no `type`. */
export interface ErrorEvent extends Event {
  type?: undefined;
}

export interface TransactionEvent extends Event {
  type: 'transaction';
}
