import type { Span, SpanStatus } from '../types/span.ts';

/** Those that are called by a word of their own. Source: event-payload, "Trace context". */
const WORDS: Record<number, string | undefined> = {
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'already_exists',
  413: 'failed_precondition',
  429: 'resource_exhausted',
  499: 'cancelled',
  501: 'unimplemented',
  503: 'unavailable',
  504: 'deadline_exceeded',
};

/** The status of a span for an HTTP status code; what is no such code is an `internal_error`. */
export function getSpanStatusFromHttpCode(code: number): SpanStatus {
  if (code >= 100 && code < 400) {
    return { code: 1 };
  }
  return { code: 2, message: WORDS[code] ?? (code >= 400 && code < 500 ? 'invalid_argument' : 'internal_error') };
}

/** Sets a status from an HTTP status code, and the code as an attribute. */
export function setHttpStatus(span: Span, code: number): void {
  span.setAttribute('http.response.status_code', code).setStatus(getSpanStatusFromHttpCode(code));
}
