import type {
  ApiError,
  EventDetail,
  FeedbackList,
  IssueDetail,
  IssueList,
  LogList,
  MetricList,
  MonitorList,
  ReleaseList,
  Status,
  TraceDetail,
} from '../api.ts';

/** A path of the receiver's API and, as a type only, what it answers. */
export interface Route<Answer> {
  path: string;
  /** Never set: it carries the type. */
  answer?: Answer;
}

/** The routes the page asks. */
export const routes = {
  issues: (query: string, cursor: string | null): Route<IssueList> => ({
    path: `/api/0/issues?${new URLSearchParams({ query, ...(cursor !== null && { cursor }) })}`,
  }),
  issue: (issueId: string): Route<IssueDetail> => ({ path: `/api/0/issues/${encodeURIComponent(issueId)}` }),
  event: (eventId: string): Route<EventDetail> => ({ path: `/api/0/events/${encodeURIComponent(eventId)}` }),
  trace: (traceId: string): Route<TraceDetail> => ({ path: `/api/0/traces/${encodeURIComponent(traceId)}` }),
  feedback: (cursor: string | null): Route<FeedbackList> => ({
    path: `/api/0/feedback${cursor === null ? '' : `?${new URLSearchParams({ cursor })}`}`,
  }),
  logs: (filter: { query: string; level: string; trace: string }, cursor: string | null): Route<LogList> => ({
    path: `/api/0/logs?${new URLSearchParams({ ...filter, ...(cursor !== null && { cursor }) })}`,
  }),
  releases: (): Route<ReleaseList> => ({ path: '/api/0/releases' }),
  monitors: (): Route<MonitorList> => ({ path: '/api/0/monitors' }),
  metrics: (): Route<MetricList> => ({ path: '/api/0/metrics' }),
  status: (): Route<Status> => ({ path: '/api/0/status' }),
};

/** Why there is no answer. `status` is 0 when the receiver was not reached. */
export interface Failure {
  status: number;
  detail: string;
  causes: string[];
}

/** What came of asking; `text` lets the caller see whether anything changed. */
export type Outcome<Answer> = { ok: true; text: string; answer: Answer } | { ok: false; failure: Failure };

/** Asks a route. Never rejects: an unreachable receiver, a refusal and a broken answer are all a `failure`. */
export async function ask<Answer>(route: Route<Answer>, signal: AbortSignal): Promise<Outcome<Answer>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(route.path, { signal, headers: { accept: 'application/json' } });
    text = await response.text();
  } catch {
    return failed(0, 'The receiver cannot be reached.');
  }
  const body = parseJson(text);
  if (!response.ok) {
    const { detail, causes } = (body ?? {}) as Partial<ApiError>;
    return failed(response.status, detail ?? `The receiver answered ${response.status}.`, causes);
  }
  return body === undefined
    ? failed(response.status, 'The receiver answered something that is not JSON.')
    : { ok: true, text, answer: body as Answer };
}

function failed(status: number, detail: string, causes: string[] = []): { ok: false; failure: Failure } {
  return { ok: false, failure: { status, detail, causes } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
