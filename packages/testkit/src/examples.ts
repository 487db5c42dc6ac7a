/** Valid payloads after the "minimal valid examples" of event-payload, for tests that break one thing at a time. */
export const EVENT_ID = '9ec79c33ec9942ab8353589fcb2e04dc';
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';

/** A caught error with one cause. */
export const errorEvent = {
  event_id: EVENT_ID,
  timestamp: 1767323045.678,
  platform: 'node',
  level: 'error',
  environment: 'production',
  release: 'shop@1.0.0',
  exception: {
    values: [
      {
        type: 'Error',
        value: 'a',
        mechanism: { type: 'chained', handled: true, source: 'cause', exception_id: 1, parent_id: 0 },
      },
      {
        type: 'TypeError',
        value: 'x is undefined',
        mechanism: { type: 'generic', handled: true, exception_id: 0 },
        stacktrace: {
          frames: [
            { filename: '/app/main.js', function: 'main', lineno: 3, colno: 5, in_app: true, context_line: 'f();' },
          ],
        },
      },
    ],
  },
  breadcrumbs: [
    { timestamp: 1767323045.1, category: 'console', level: 'log', message: 'hi', data: { arguments: ['hi'] } },
    { timestamp: 1767323045.2, category: 'navigation', type: 'navigation', data: { from: '/', to: '/cart' } },
  ],
  tags: { page: 'cart', attempt: 2, retried: true },
  user: { id: 7, plan: 'free' },
  request: { method: 'GET', url: 'http://localhost/cart', headers: { Referer: 'http://localhost/' } },
  contexts: { trace: { trace_id: TRACE_ID, span_id: SPAN_ID }, runtime: { name: 'node', version: 'v20.0.0' } },
  sdk: { name: 'vedette.javascript.node', version: '1.0.0', settings: { infer_ip: 'never' } },
};

/** A request with one query. */
export const transaction = {
  type: 'transaction',
  event_id: EVENT_ID,
  platform: 'node',
  transaction: 'GET /users/:id',
  transaction_info: { source: 'route' },
  start_timestamp: 1767323045.1,
  timestamp: 1767323045.4,
  contexts: {
    trace: {
      trace_id: TRACE_ID,
      span_id: SPAN_ID,
      op: 'http.server',
      status: 'ok',
      origin: 'auto.http.server',
      data: {},
    },
  },
  spans: [
    {
      span_id: '00f067aa0ba902b7',
      trace_id: TRACE_ID,
      parent_span_id: SPAN_ID,
      op: 'db',
      description: 'SELECT 1',
      start_timestamp: 1767323045.2,
      timestamp: 1767323045.3,
      status: 'ok',
      origin: 'auto.db.postgres',
      data: { 'db.rows': 1 },
    },
  ],
  measurements: { lcp: { value: 812.4, unit: 'millisecond' }, cls: { value: 0, unit: '' } },
};

/** One update of a session. */
export const session = {
  sid: '7c7b6585f9014351bf8d02711b721929',
  init: true,
  started: '2026-01-02T03:04:05.000Z',
  timestamp: '2026-01-02T03:04:05.000Z',
  status: 'ok',
  errors: 0,
  attrs: { release: 'a@1.0.0', environment: 'production' },
};

/** One log line, as the container that is sent. */
export const logs = {
  version: 2,
  items: [
    {
      timestamp: 1767323045.1,
      level: 'info',
      severity_number: 9,
      body: 'hi',
      trace_id: TRACE_ID,
      attributes: { a: { value: 1, type: 'integer' } },
    },
  ],
};
export const logHeaders = { type: 'log', item_count: 1, content_type: 'application/vnd.sentry.items.log+json' };

/** A streamed span, as the container that is sent. */
export const spans = {
  version: 2,
  items: [
    {
      trace_id: TRACE_ID,
      span_id: SPAN_ID,
      name: 'GET /users/:id',
      status: 'ok',
      is_segment: true,
      start_timestamp: 1767323045.1,
      end_timestamp: 1767323045.4,
      attributes: { 'sentry.op': { value: 'http.server', type: 'string' } },
    },
  ],
};
export const spanHeaders = { type: 'span', item_count: 1, content_type: 'application/vnd.sentry.items.span.v2+json' };

/** The sampling facts of the examples' trace. */
export const samplingContext = {
  trace_id: TRACE_ID,
  public_key: 'a'.repeat(32),
  sample_rate: '0.5',
  sample_rand: '0.25',
  sampled: 'true',
};

/** The envelope header that an event needs. */
export const header = {
  event_id: EVENT_ID,
  sent_at: '2026-01-02T03:04:05.678Z',
  sdk: { name: 'vedette.javascript.node', version: '1.0.0' },
};

/** An envelope as text: each item is its header and its payload; payloads that are text are written as they are. */
export function envelope(headers: object, ...items: Array<[headers: object, payload: unknown]>): string {
  const lines = items.flatMap(([itemHeaders, payload]) => [
    JSON.stringify(itemHeaders),
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  ]);
  return [JSON.stringify(headers), ...lines].join('\n');
}
