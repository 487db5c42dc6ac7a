import { expect, it } from 'vitest';
import { envelopeOf, newId } from '../../test-support/envelopes.ts';
import { startTestReceiver, type TestReceiver } from '../../test-support/test-receiver.ts';
import type { LogList } from '../api.ts';

const traceId = newId();
const attributes = {
  'sentry.release': { value: 'shop@1', type: 'string' },
  'sentry.environment': { value: 'test', type: 'string' },
  order: { value: 4711, type: 'integer' },
};
const LINES = [
  { timestamp: 1000.001, level: 'info', severity_number: 9, body: 'cart opened', trace_id: traceId, attributes },
  { timestamp: 1000.002, level: 'error', severity_number: 17, body: '100% of it failed', trace_id: newId() },
  { timestamp: 1000.0025, level: 'info', severity_number: 9, body: 'cart closed', trace_id: traceId },
];

async function receiverWith(items: object[]): Promise<TestReceiver> {
  const receiver = await startTestReceiver();
  expect((await receiver.post(envelopeOf({}, ['log', { version: 2, items }]))).status).toBe(200);
  return receiver;
}

const bodies = async (receiver: TestReceiver, query: Record<string, string>): Promise<string[]> => {
  const { logs } = await receiver.get<LogList>(`/api/0/logs?${new URLSearchParams(query)}`);
  return logs.map(({ body }) => body);
};

it('lists lines newest first, with their attributes', async () => {
  const receiver = await receiverWith(LINES);
  const { logs } = await receiver.get<LogList>('/api/0/logs');
  expect(logs.map(({ body }) => body)).toEqual(['cart closed', '100% of it failed', 'cart opened']);
  expect(logs[2]).toEqual({
    id: '1',
    projectId: '1',
    timestamp: '1970-01-01T00:16:40.001Z',
    ...{ level: 'info', body: 'cart opened', traceId, release: 'shop@1', environment: 'test' },
    attributes: { 'sentry.release': 'shop@1', 'sentry.environment': 'test', order: 4711 },
  });
});

it('finds by text, attribute, level and trace', async () => {
  const receiver = await receiverWith(LINES);
  expect(await bodies(receiver, { query: 'CART' })).toEqual(['cart closed', 'cart opened']);
  expect(await bodies(receiver, { query: '4711' })).toEqual(['cart opened']);
  expect(await bodies(receiver, { query: '100%' })).toEqual(['100% of it failed']);
  expect(await bodies(receiver, { level: 'error' })).toEqual(['100% of it failed']);
  expect(await bodies(receiver, { trace: traceId })).toEqual(['cart closed', 'cart opened']);
  expect(await bodies(receiver, { trace: traceId, query: 'opened' })).toEqual(['cart opened']);
  expect(await bodies(receiver, { trace: 'x' })).toEqual([]);
});

it('comes page by page, lines of one moment too', async () => {
  const line = (index: number) => ({ timestamp: 5.25, level: 'info', body: `line ${index}` });
  const receiver = await receiverWith(Array.from({ length: 130 }, (_, index) => line(index)));
  const first = await receiver.get<LogList>('/api/0/logs');
  const second = await receiver.get<LogList>(`/api/0/logs?cursor=${first.nextCursor}`);
  expect([first.logs.length, second.logs.length, second.nextCursor]).toEqual([100, 30, null]);
  expect(new Set([...first.logs, ...second.logs].map(({ body }) => body)).size).toBe(130);
});

it.each([
  ['no list', { items: 7 }, 'items is not a list'],
  ['no line', { items: ['x'] }, 'items[0]: it is not an object'],
  ['no text', { items: [{ level: 'info' }] }, 'items[0]: body is missing'],
  ['too many', { items: Array.from({ length: 1001 }, () => LINES[0]) }, 'items has more than 1000 entries'],
])('refuses an item with %s', async (_what, payload, cause) => {
  const receiver = await startTestReceiver();
  const response = await receiver.post(envelopeOf({}, ['log', payload]));
  expect(await response.json()).toMatchObject({ causes: [`item 1 (log): ${cause}`] });
});
