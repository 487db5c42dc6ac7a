import type { Breadcrumb, Contexts, Event, SeverityLevel, StackFrame } from '@vedette/core/wire';

/** What the receiver's JSON API answers; the page and the tests are written against these. Times are ISO 8601, UTC. */

/** `GET /api/0/issues?query=&cursor=`: newest seen first. */
export interface IssueList {
  issues: IssueSummary[];
  /** Pass as `cursor` for the next page; `null` at the end. */
  nextCursor: string | null;
}

export interface IssueSummary {
  id: string;
  projectId: string;
  /** `TypeError: x is undefined`, or the message. */
  title: string;
  /** Where: the innermost in-app frame as `function (file)`, else the transaction. */
  culprit: string;
  level: SeverityLevel;
  platform: string;
  /** False when any event of the issue was unhandled. */
  handled: boolean;
  count: number;
  /** Distinct users by id, email, username or address. */
  users: number;
  firstSeen: string;
  lastSeen: string;
  lastEventId: string;
  /** Events an hour over the last 24 hours, oldest first; 24 numbers. */
  trend: number[];
}

/** `GET /api/0/issues/:id` */
export interface IssueDetail extends IssueSummary {
  /** Why the events were grouped: the lines that made the fingerprint. */
  grouping: string[];
  /** Newest first, at most 50. */
  events: EventSummary[];
  /** The most frequent values of each tag, most frequent first. */
  tags: Record<string, Array<{ value: string; count: number }>>;
}

export interface EventSummary {
  eventId: string;
  title: string;
  timestamp: string;
  environment: string;
  release: string | null;
  user: string | null;
}

/** `GET /api/0/events/:eventId` */
export interface EventDetail {
  eventId: string;
  issueId: string;
  projectId: string;
  title: string;
  culprit: string;
  level: SeverityLevel;
  platform: string;
  timestamp: string;
  receivedAt: string;
  /** Innermost cause last; the captured error first. */
  exceptions: ExceptionDetail[];
  breadcrumbs: Breadcrumb[];
  tags: Record<string, string>;
  contexts: Contexts;
  request: Event['request'] | null;
  user: Event['user'] | null;
  extra: Record<string, unknown>;
  release: string | null;
  environment: string;
  sdk: Event['sdk'] | null;
  message: string | null;
  traceId: string | null;
  spanId: string | null;
  /** The event as it arrived. */
  raw: Event;
}

export interface ExceptionDetail {
  type: string;
  value: string;
  handled: boolean;
  mechanism: string | null;
  /** `cause`, `errors[0]`: how the one above refers to this one. */
  source: string | null;
  /** Throwing frame first. */
  frames: FrameDetail[];
}

/** A frame after symbolication; `original` is the frame as it arrived, when a source map changed it. */
export interface FrameDetail extends StackFrame {
  original: { filename: string; function: string; lineno: number; colno: number } | null;
  /** Why a map was looked for and not used, for people: "no source map for /assets/index-1.js". */
  symbolicationError: string | null;
}

/** `GET /api/0/traces/:traceId`: everything known of one trace, by start time. */
export interface TraceDetail {
  traceId: string;
  spans: TraceSpan[];
  /** Errors of the trace; each belongs under the span it names. */
  errors: TraceError[];
}

export interface TraceSpan {
  spanId: string;
  parentSpanId: string | null;
  /** True for the root of a transaction. */
  isTransaction: boolean;
  transaction: string;
  op: string;
  description: string;
  status: string;
  platform: string;
  /** Seconds since the epoch. */
  start: number;
  end: number;
  data: Record<string, unknown>;
  measurements: Record<string, { value: number; unit: string }>;
}

export interface TraceError {
  eventId: string;
  issueId: string;
  spanId: string | null;
  title: string;
  platform: string;
  level: SeverityLevel;
  /** Seconds since the epoch. */
  timestamp: number;
}

/** `GET /api/0/status`: what the receiver holds and what it was told the SDKs dropped. */
export interface Status {
  version: string;
  projects: Array<{ id: string; publicKey: string; dsn: string }>;
  events: number;
  issues: number;
  transactions: number;
  /** From client reports. */
  dropped: Array<{ reason: string; category: string; quantity: number }>;
  sourceMaps: { folders: string[]; files: number };
}

/** What any route answers with a status of 400 or more. */
export interface ApiError {
  detail: string;
  causes?: string[];
}
