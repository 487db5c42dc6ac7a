import { expect, it } from 'vitest';
import { envelopeOf } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import type { MetricList } from '../api.ts';

it('adds up what was measured under one name', async () => {
  const receiver = await startTestReceiver();
  const metric = (timestamp: number, value: number) => ({
    ...{ timestamp, value, name: 'checkout', type: 'distribution', unit: 'millisecond', trace_id: 'x' },
  });
  const clicks = { timestamp: 1, value: 1, name: 'clicks', type: 'counter' };
  const items = [metric(3, 40), metric(2, 10), clicks];
  expect((await receiver.post(envelopeOf({}, ['trace_metric', { version: 2, items }]))).status).toBe(200);
  expect((await receiver.get<MetricList>('/api/0/metrics')).metrics).toEqual([
    {
      ...{ projectId: '1', name: 'checkout', type: 'distribution', unit: 'millisecond' },
      ...{ count: 2, sum: 50, min: 10, max: 40, last: 40, lastAt: '1970-01-01T00:00:03.000Z' },
    },
    {
      ...{ projectId: '1', name: 'clicks', type: 'counter', unit: '' },
      ...{ count: 1, sum: 1, min: 1, max: 1, last: 1, lastAt: '1970-01-01T00:00:01.000Z' },
    },
  ]);
});

it('refuses what has no number', async () => {
  const receiver = await startTestReceiver();
  const items = [{ name: 'a', type: 'gauge', value: 'many' }];
  const response = await receiver.post(envelopeOf({}, ['trace_metric', { items }]));
  expect(await response.json()).toMatchObject({ causes: ['item 1 (trace_metric): items[0]: value is not a number'] });
});
