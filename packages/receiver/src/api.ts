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
  /** What users wrote about events of this issue, newest first, at most 20. */
  feedback: FeedbackEntry[];
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
  attachments: AttachmentSummary[];
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

/** `GET /api/0/feedback?cursor=`: what users wrote, newest first. */
export interface FeedbackList {
  feedback: FeedbackEntry[];
  /** Pass as `cursor` for the next page; `null` at the end. */
  nextCursor: string | null;
}

export interface FeedbackEntry {
  id: string;
  projectId: string;
  /** The event it speaks of, and its issue where that is known. */
  eventId: string | null;
  issueId: string | null;
  issueTitle: string | null;
  receivedAt: string;
  message: string;
  name: string | null;
  email: string | null;
  url: string | null;
  /** `widget`, `api`, `user_report`, `report_dialog` or another. */
  source: string;
  release: string | null;
  environment: string | null;
  attachments: AttachmentSummary[];
}

/** `GET /api/0/attachments/:id` answers its bytes. */
export interface AttachmentSummary {
  id: string;
  filename: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Whether the page may show it; everything else is only to be saved. */
  isImage: boolean;
}

/** `GET /api/0/releases`: how sessions ended, the release of the latest session first. */
export interface ReleaseList {
  releases: ReleaseHealth[];
}

export interface ReleaseHealth {
  projectId: string;
  release: string;
  sessions: number;
  errored: number;
  crashed: number;
  abnormal: number;
  /** Share of sessions that did not crash, from 0 to 1. */
  crashFree: number;
  firstStarted: string;
  lastStarted: string;
}

/** `GET /api/0/logs?query=&level=&trace=&cursor=`: newest first. */
export interface LogList {
  logs: LogEntry[];
  nextCursor: string | null;
}

export interface LogEntry {
  id: string;
  projectId: string;
  timestamp: string;
  level: string;
  body: string;
  traceId: string | null;
  release: string | null;
  environment: string | null;
  attributes: Record<string, unknown>;
}

/** `GET /api/0/monitors`: jobs by name, each with its latest check-in. */
export interface MonitorList {
  monitors: Monitor[];
}

export interface Monitor {
  projectId: string;
  slug: string;
  environment: string;
  /** What the job said last, or that it said nothing in time. */
  state: 'ok' | 'error' | 'in_progress' | 'missed' | 'timeout';
  startedAt: string;
  seenAt: string;
  /** Seconds. */
  duration: number | null;
  okCount: number;
  errorCount: number;
  /** For people: `0 4 * * * (Europe/Berlin)`, `every 2 hours`; `null` when it has none. */
  schedule: string | null;
  /** When the next run is due, or the missed one was. */
  dueAt: string | null;
}

/** `GET /api/0/metrics`: what was measured, by name. */
export interface MetricList {
  metrics: MetricSummary[];
}

export interface MetricSummary {
  projectId: string;
  name: string;
  /** `counter`, `gauge` or `distribution`. */
  type: string;
  unit: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  last: number;
  lastAt: string;
}

/** `GET /api/0/status`: what the receiver holds and what it was told the SDKs dropped. */
export interface Status {
  version: string;
  projects: Array<{ id: string; publicKey: string; dsn: string }>;
  events: number;
  issues: number;
  transactions: number;
  feedback: number;
  logs: number;
  /** From client reports; and, with the reason `unknown_item`, what came here and is not kept. */
  dropped: Array<{ reason: string; category: string; quantity: number }>;
  sourceMaps: { folders: string[]; files: number };
}

/** What any route answers with a status of 400 or more. */
export interface ApiError {
  detail: string;
  causes?: string[];
}
