import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { getCurrentScope } from '../scope/current.ts';
import { getActiveSpan, startSpan } from '../trace/start-span.ts';
import type { SerializedCheckIn } from '../types/check-in.ts';
import { withMonitor } from './with-monitor.ts';

function sentBy(core: Core): SerializedCheckIn[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .map(({ payload }) => payload as SerializedCheckIn);
}

describe('a job', () => {
  test('that returns is told as begun, then as done after some seconds', () => {
    const core = setupCore();
    const result = withMonitor('nightly', () => {
      expect(sentBy(core)).toMatchObject([{ status: 'in_progress', monitor_slug: 'nightly' }]);
      core.platform.advance(1500);
      return 'result';
    });
    expect(result).toBe('result');
    const [start, end] = sentBy(core);
    expect(end).toMatchObject({ status: 'ok', check_in_id: start?.check_in_id, duration: expect.closeTo(1.5) });
    expect(sentBy(core)).toHaveLength(2);
  });

  test('that throws is told as failed, and the error comes out', () => {
    const core = setupCore();
    const error = new Error('of the host');
    expect(() =>
      withMonitor('nightly', () => {
        throw error;
      }),
    ).toThrow(error);
    expect(sentBy(core).map(({ status }) => status)).toEqual(['in_progress', 'error']);
  });

  test('that is asynchronous ends with its promise', async () => {
    const core = setupCore();
    const promise = withMonitor('nightly', async () => {
      await Promise.resolve();
      core.platform.advance(250);
      return 'result';
    });
    expect(sentBy(core)).toHaveLength(1);
    expect(await promise).toBe('result');
    expect(sentBy(core)[1]).toMatchObject({ status: 'ok', duration: expect.closeTo(0.25) });
  });

  test('that rejects is told as failed, and the reason comes out', async () => {
    const core = setupCore();
    const reason = new Error('of the host');
    await expect(withMonitor('nightly', () => Promise.reject(reason))).rejects.toBe(reason);
    expect(sentBy(core).map(({ status }) => status)).toEqual(['in_progress', 'error']);
  });

  test('sets its monitor up when it begins', () => {
    const core = setupCore();
    const schedule = { type: 'crontab', value: '0 3 * * *' } as const;
    withMonitor('nightly', () => {}, { schedule, maxRuntime: 5 });
    expect(sentBy(core).map(({ monitor_config }) => monitor_config)).toEqual([{ schedule, max_runtime: 5 }, undefined]);
  });

  test('runs without a client all the same', () => {
    const core = setupCore({ dsn: undefined });
    expect(withMonitor('nightly', () => 'result')).toBe('result');
    expect(core.platform.sent).toEqual([]);
  });
});

describe('the trace of a job', () => {
  const traceId = (): string => getCurrentScope().getPropagationContext().traceId;

  test('is that of the moment, with its span', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    startSpan({ name: 'all' }, (span) => {
      withMonitor('nightly', () => expect(getActiveSpan()).toBe(span));
      const { traceId: trace_id, spanId: span_id } = span.spanContext();
      expect(sentBy(core).map(({ contexts }) => contexts?.trace)).toEqual(Array(2).fill({ trace_id, span_id }));
    });
  });

  test('is its own when asked for, without a span, and ends with it', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    const outer = traceId();
    let inner = '';
    startSpan({ name: 'all' }, () =>
      withMonitor(
        'nightly',
        () => {
          inner = traceId();
          expect(getActiveSpan()).toBeUndefined();
        },
        { schedule: { type: 'crontab', value: '* * * * *' }, isolateTrace: true },
      ),
    );
    expect(inner).not.toBe(outer);
    expect(traceId()).toBe(outer);
    const checkIns = sentBy(core).filter((one) => one.check_in_id);
    expect(checkIns.map(({ contexts }) => contexts?.trace?.trace_id)).toEqual([inner, inner]);
  });
});

describe.each(Object.entries(HOSTILE))('%s', (_, make) => {
  test('comes back as it was returned, or thrown', () => {
    setupCore();
    const value = make();
    expect(
      Object.is(
        withMonitor('nightly', () => value),
        value,
      ),
    ).toBe(true);
    let thrown: unknown;
    try {
      withMonitor('nightly', () => {
        throw value;
      });
    } catch (error) {
      thrown = error;
    }
    expect(Object.is(thrown, value)).toBe(true);
  });

  test('as configuration harms nothing', () => {
    setupCore({ transport: () => ({ send: async () => ({}), flush: async () => true }) });
    expect(withMonitor('nightly', () => 'result', make() as never)).toBe('result');
    expect(withMonitor(make() as never, () => 'result')).toBe('result');
  });
});
