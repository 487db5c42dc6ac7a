import { expect, it } from 'vitest';
import { envelopeOf, errorEvent, newId, transactionEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import type { TraceDetail } from '../api.ts';

it('joins the transactions of browser and server and their errors, from whatever project', async () => {
  const receiver = await startTestReceiver();
  const traceId = newId();
  const [page, request, handler] = ['a1'.repeat(8), 'b2'.repeat(8), 'c3'.repeat(8)];
  const browser = transactionEvent(
    { traceId, spanId: page },
    {
      platform: 'javascript',
      transaction: '/cart',
      start_timestamp: 1000,
      timestamp: 1003,
      measurements: { lcp: { value: 812.5, unit: 'millisecond' } },
      spans: [
        {
          ...{
            trace_id: traceId,
            span_id: request,
            parent_span_id: page,
            op: 'http.client',
            description: 'GET /api/cart',
          },
          ...{ start_timestamp: 1001, timestamp: 1002, data: { 'http.response.status_code': 500 } },
        },
      ],
    },
  );
  const server = transactionEvent(
    { traceId, spanId: handler, parentSpanId: request },
    { start_timestamp: 1001.2, timestamp: 1001.8 },
  );
  const failure = errorEvent({ timestamp: 1001.5, contexts: { trace: { trace_id: traceId, span_id: handler } } });
  await receiver.post(envelopeOf({}, ['transaction', browser]));
  await receiver.post(envelopeOf({}, ['transaction', server]), { path: '/api/2/envelope/' });
  await receiver.post(envelopeOf({}, ['event', failure]), { path: '/api/2/envelope/' });

  const trace = await receiver.get<TraceDetail>(`/api/0/traces/${traceId}`);

  expect(
    trace.spans.map(({ spanId, parentSpanId, isTransaction, start }) => [spanId, parentSpanId, isTransaction, start]),
  ).toEqual([
    [page, null, true, 1000],
    [request, page, false, 1001],
    [handler, request, true, 1001.2],
  ]);
  expect(trace.spans[0]).toMatchObject({
    ...{
      transaction: '/cart',
      description: '/cart',
      op: 'http.server',
      status: 'ok',
      platform: 'javascript',
      end: 1003,
    },
    measurements: { lcp: { value: 812.5, unit: 'millisecond' } },
    data: { 'http.method': 'GET' },
  });
  expect(trace.spans[1]).toMatchObject({ transaction: '/cart', description: 'GET /api/cart', status: 'unknown' });
  expect(trace.errors).toMatchObject([
    { eventId: failure.event_id, issueId: '1', spanId: handler, title: 'TypeError: x is undefined', timestamp: 1001.5 },
  ]);
});

it('stores a transaction that comes twice once', async () => {
  const receiver = await startTestReceiver();
  const traceId = newId();
  const body = envelopeOf({}, ['transaction', transactionEvent({ traceId, spanId: 'a1'.repeat(8) })]);
  expect([(await receiver.post(body)).status, (await receiver.post(body)).status]).toEqual([200, 200]);
  expect((await receiver.get<TraceDetail>(`/api/0/traces/${traceId}`)).spans).toHaveLength(1);
});

it('names the span that is wrong', async () => {
  const receiver = await startTestReceiver();
  const spans = [{ span_id: 'zz' }] as never;
  const broken = transactionEvent({ traceId: newId(), spanId: 'a1'.repeat(8) }, { spans });
  const response = await receiver.post(envelopeOf({}, ['transaction', broken]));
  expect(await response.json()).toMatchObject({
    causes: [
      'item 1 (transaction): spans[0].span_id is not 16 hex digits',
      'item 1 (transaction): spans[0].start_timestamp is not a time',
    ],
  });
});

it('answers 404 for a trace it knows nothing of, and for what is no trace id', async () => {
  const receiver = await startTestReceiver();
  for (const id of [newId(), 'x', `${newId()}'--`]) {
    expect((await fetch(`${receiver.url}/api/0/traces/${id}`)).status).toBe(404);
  }
});
