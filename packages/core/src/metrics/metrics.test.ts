import { describe, expect, test, vi } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { close, flush } from '../capture/capture.ts';
import { getCurrentScope, getIsolationScope, withScope } from '../scope/current.ts';
import { Scope } from '../scope/scope.ts';
import type { ClientOptions } from '../types/client.ts';
import type { Metric } from '../types/metric.ts';
import { metrics } from './metrics.ts';

type SentMetric = Omit<Metric, 'attributes'> & {
  timestamp: number;
  trace_id: string;
  attributes: Record<string, { value: unknown; type: string }>;
};

/** The batches that left, each a list of metrics. */
function batches(core: Core): SentMetric[][] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === 'trace_metric')
    .map(({ payload }) => (payload as { items: SentMetric[] }).items);
}

/** What was measured so far, after a flush. */
async function measured(core: Core): Promise<SentMetric[]> {
  await flush(1000);
  return batches(core).flat();
}

describe('metrics', () => {
  test('are of three types; a count is 1 unless it says more', async () => {
    const core = setupCore();
    metrics.count('orders');
    metrics.count('items', 3);
    metrics.gauge('queue', -0.5);
    metrics.distribution('latency', 12.5, { unit: 'millisecond' });
    expect((await measured(core)).map(({ name, type, value, unit }) => [name, type, value, unit])).toEqual([
      ['orders', 'counter', 1, undefined],
      ['items', 'counter', 3, undefined],
      ['queue', 'gauge', -0.5, undefined],
      ['latency', 'distribution', 12.5, 'millisecond'],
    ]);
  });

  test('leave in one container, with a header that says how many and no trace', async () => {
    const core = setupCore();
    metrics.count('a');
    metrics.count('b');
    await flush(1000);
    expect(core.envelopes()).toMatchObject([
      {
        headers: { sdk: { name: 'vedette.javascript.test', version: '1.2.3' } },
        items: [
          {
            headers: {
              type: 'trace_metric',
              item_count: 2,
              content_type: 'application/vnd.sentry.items.trace-metric+json',
            },
            payload: { version: 2, items: [{ name: 'a' }, { name: 'b' }] },
          },
        ],
      },
    ]);
    expect(core.envelopes()[0]!.headers).not.toHaveProperty('trace');
  });

  test('carry time, trace, what client and scopes know, and the attributes given', async () => {
    const core = setupCore({ release: 'shop@1' });
    getIsolationScope().setAttribute('plan', 'free').setUser({ id: 'u' });
    metrics.count('orders', 1, { attributes: { plan: 'pro', size: 3, none: undefined, more: { a: 1 } } });
    const [metric] = await measured(core);
    expect(metric).toMatchObject({
      timestamp: core.platform.now(),
      trace_id: getCurrentScope().getPropagationContext().traceId,
      attributes: {
        'sentry.release': { value: 'shop@1', type: 'string' },
        'sentry.environment': { value: 'production', type: 'string' },
        'sentry.timestamp.sequence': { type: 'integer' },
        'user.id': { value: 'u', type: 'string' },
        plan: { value: 'pro', type: 'string' },
        size: { value: 3, type: 'integer' },
        more: { value: '{"a":1}', type: 'string' },
      },
    });
    expect(metric!.attributes).not.toHaveProperty('none');
  });

  test('name the active span', async () => {
    const core = setupCore();
    const span = { spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }) };
    withScope((scope) => {
      scope.setSpan(span as never);
      metrics.gauge('a', 1);
    });
    expect(await measured(core)).toMatchObject([{ trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) }]);
  });

  test('go to the scope that is given, and to its client', async () => {
    const other = setupCore();
    const scope = new Scope().setClient(other.client).setAttribute('a', 1);
    const core = setupCore();
    metrics.count('m', 1, { scope });
    expect(await measured(core)).toEqual([]);
    await other.client.flush(1000);
    expect(batches(other)).toMatchObject([[{ name: 'm', attributes: { a: { value: 1 } } }]]);
  });

  test('do nothing without a client, with enableMetrics: false, and after close', async () => {
    const off = setupCore({ enableMetrics: false });
    metrics.count('m');
    const experiment = setupCore({ _experiments: { enableMetrics: false } });
    metrics.count('m');
    const closed = setupCore();
    await close(10);
    metrics.count('m');
    getCurrentScope().setClient(undefined);
    metrics.count('m');
    for (const { platform } of [off, experiment, closed]) {
      expect([platform.timers, platform.sent]).toEqual([0, []]);
    }
  });

  test.each([
    ['a value that is not a number', () => metrics.gauge('a', '7' as never)],
    ['NaN', () => metrics.gauge('a', Number.NaN)],
    ['infinity', () => metrics.distribution('a', Number.POSITIVE_INFINITY)],
    ['an empty name', () => metrics.count('')],
    ['a name that is no text', () => metrics.count(7 as never)],
  ])('with %s is dropped and counted as invalid', async (_, measure) => {
    const core = setupCore();
    measure();
    expect(await measured(core)).toEqual([]);
    expect(core.reported()).toEqual({ 'invalid trace_metric': 1 });
  });

  test.each([
    ['name', 'n'.repeat(5000), {}],
    ['name of wide characters', '漢'.repeat(5000), {}],
    ['unit', 'n', { unit: 'u'.repeat(5000) }],
    ['text', 'n', { attributes: { a: '"'.repeat(5000), b: 1 } }],
    ['list', 'n', { attributes: { a: Array.from({ length: 500 }, () => 'x') } }],
    ['number of attributes', 'n', { attributes: Object.fromEntries(Array.from({ length: 500 }, (_, n) => [n, n])) }],
    ['key', 'n', { attributes: { ['k'.repeat(5000)]: -1.2345678901234567e100 } }],
  ])('with too long a %s stays within the 2 KiB of one metric', async (_, name, options) => {
    const core = setupCore();
    metrics.distribution(name, -1.2345678901234567e100, options);
    const [metric] = await measured(core);
    expect(new TextEncoder().encode(JSON.stringify(metric)).length).toBeLessThanOrEqual(2048);
    expect(metric!.name.length).toBeGreaterThan(0);
  });

  test.each(Object.entries(HOSTILE))('%s for any argument neither throws nor loses other metrics', async (_, make) => {
    const core = setupCore();
    metrics.count('before');
    metrics.count(make() as string, make() as number, make() as never);
    metrics.count('with', 1, { attributes: { value: make() }, unit: make() as string });
    metrics.count('all', 1, { attributes: make() as never });
    const names = (await measured(core)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['before', 'with', 'all']));
    const { 'internal_sdk_error trace_metric': lost = 0, 'invalid trace_metric': invalid = 0 } = core.reported();
    expect(names.length + lost + invalid).toBe(4);
  });
});

describe('a batch of metrics', () => {
  test('leaves 5 seconds after its first, with its thousandth, with flush and with close', async () => {
    const core = setupCore();
    metrics.count('a');
    core.platform.advance(5000);
    expect(batches(core)).toHaveLength(1);
    for (let n = 0; n < 1000; n++) {
      metrics.count('b');
    }
    await core.settle();
    expect(batches(core).flat()).toHaveLength(1001);
    metrics.count('c');
    await flush(1000);
    expect(batches(core).flat()).toHaveLength(1002);
    metrics.count('d');
    await close(1000);
    expect(batches(core).flat()).toHaveLength(1003);
    expect(core.platform.timers).toBe(0);
  });

  test('of large metrics leaves before the thousandth', async () => {
    const core = setupCore();
    for (let n = 0; n < 1000; n++) {
      metrics.count('m', 1, { attributes: { text: 'x'.repeat(1000) } });
    }
    expect(await measured(core)).toHaveLength(1000);
    expect(batches(core).length).toBeGreaterThan(1);
  });

  test('that the backend limits is counted metric by metric', async () => {
    const core = setupCore();
    core.platform.answer({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60:trace_metric:key' } });
    metrics.count('a');
    await flush(1000);
    metrics.count('b');
    metrics.count('c');
    await flush(1000);
    await flush(1000);
    expect(core.reported()).toEqual({ 'ratelimit_backoff trace_metric': 2 });
  });
});

describe('beforeSendMetric', () => {
  const setup = (beforeSendMetric: ClientOptions['beforeSendMetric']): Core => setupCore({ beforeSendMetric });

  test('sees the metric with all its attributes, and may change it', async () => {
    const beforeSendMetric = vi.fn((metric: Metric) => ({ ...metric, name: 'changed', value: 2 }));
    const core = setup(beforeSendMetric);
    metrics.gauge('a', 1, { unit: 'byte', attributes: { mine: { deep: true } } });
    expect(await measured(core)).toMatchObject([{ name: 'changed', value: 2, type: 'gauge', unit: 'byte' }]);
    expect(beforeSendMetric).toHaveBeenCalledExactlyOnceWith({
      name: 'a',
      value: 1,
      type: 'gauge',
      unit: 'byte',
      attributes: expect.objectContaining({ mine: { deep: true }, 'sentry.environment': 'production' }),
    });
  });

  test.each([
    ['returns null', () => null, 'before_send'],
    [
      'throws',
      () => {
        throw new Error('of the host');
      },
      'callback_error',
    ],
    ['returns what is no metric', () => ({ name: 'a', value: 1, type: 'sum' }) as never, 'invalid'],
  ])('that %s drops the metric, which is counted', async (_, beforeSendMetric, reason) => {
    const core = setup(beforeSendMetric);
    metrics.count('a');
    expect(await measured(core)).toEqual([]);
    expect(core.reported()).toEqual({ [`${reason} trace_metric`]: 1 });
  });

  test('is found in its earlier place', async () => {
    const core = setupCore({ _experiments: { beforeSendMetric: () => null } });
    metrics.count('a');
    expect(await measured(core)).toEqual([]);
  });
});

test('hooks tell of a metric in order, and the first may add to it', async () => {
  const calls: unknown[] = [];
  const core = setupCore();
  core.client.on('processMetric', (metric) => {
    calls.push(['processMetric', metric.name]);
    metric.attributes = { ...metric.attributes, added: true };
  });
  core.client.on('afterCaptureMetric', (metric) => calls.push(['afterCaptureMetric', metric.attributes?.added]));
  core.client.on('flushMetrics', () => calls.push(['flushMetrics']));
  metrics.count('a');
  await flush(1000);
  expect(calls).toEqual([['processMetric', 'a'], ['afterCaptureMetric', true], ['flushMetrics']]);
});
