import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import type { Span, SpanTimeInput } from '../types/span.ts';
import { toSeconds } from './span.ts';
import { spanToJSON, statusText } from './span-json.ts';
import { startInactiveSpan, startSpan } from './start-span.ts';

const NOW = 1_767_323_045.678;
const CONTEXT = { traceId: '0123456789abcdef0123456789abcdef', spanId: '0123456789abcdef', traceFlags: 1 };

const setup = (): Core => setupCore({ tracesSampleRate: 1 });
const hostile = (): never => {
  throw new Error('hostile');
};

describe('times', () => {
  test.each<[string, SpanTimeInput | undefined, number]>([
    ['none', undefined, NOW],
    ['seconds', 1_700_000_000.5, 1_700_000_000.5],
    ['the last second there is', 9_999_999_999, 9_999_999_999],
    ['milliseconds', 1_700_000_000_500, 1_700_000_000.5],
    ['a date', new Date(1_700_000_000_500), 1_700_000_000.5],
    ['seconds and nanoseconds', [1_700_000_000, 500_000_000], 1_700_000_000.5],
    ['the beginning of time', 0, 0],
    ['a date that is none', new Date(Number.NaN), NOW],
    ['not a number', Number.NaN, NOW],
    ['more than any number', Number.POSITIVE_INFINITY, NOW],
    ['null', null as never, NOW],
    ['a text', 'soon' as never, NOW],
    ['half a pair', [1] as never, NOW],
    ['a symbol', Symbol('now') as never, NOW],
    ['what cannot be read', { valueOf: hostile } as never, NOW],
  ])('given as %s', (_, time, seconds) => {
    expect(toSeconds(time, NOW)).toBe(seconds);
  });

  test('of start and end are those given, else those of the clock', () => {
    const { platform } = setup();
    const given = startInactiveSpan({ name: 'given', startTime: new Date(1_700_000_000_000) });
    const clock = startInactiveSpan({ name: 'clock' });
    const start = platform.now();
    platform.advance(1500);
    given.end([1_700_000_001, 0]);
    clock.end();
    expect(spanToJSON(given)).toMatchObject({ start_timestamp: 1_700_000_000, timestamp: 1_700_000_001 });
    expect(spanToJSON(clock)).toMatchObject({ start_timestamp: start, timestamp: platform.now() });
  });

  test('never put the end before the start', () => {
    setup();
    const span = startInactiveSpan({ name: 'work', startTime: 1_700_000_000 });
    span.end(1_600_000_000);
    expect(spanToJSON(span).timestamp).toBe(1_700_000_000);
  });
});

describe('end', () => {
  test('counts once: a second one changes nothing and sends nothing', () => {
    const core = setup();
    const span = startInactiveSpan({ name: 'work' });
    span.end(NOW + 1);
    span.end(NOW + 2);
    expect(core.transactions().map(({ timestamp }) => timestamp)).toEqual([NOW + 1]);
    expect(span.isRecording()).toBe(false);
  });

  test('is told once to who listens', () => {
    const { client } = setup();
    const ended: Span[] = [];
    client.on('spanEnd', (span) => void ended.push(span));
    const span = startInactiveSpan({ name: 'work' });
    span.end();
    span.end();
    expect(ended).toEqual([span]);
  });

  test('closes the span to further changes', () => {
    const core = setup();
    startSpan({ name: 'root' }, () => {
      const child = startInactiveSpan({ name: 'child', op: 'work' });
      child.end();
      child.setAttribute('late', 1).setAttributes({ later: 1 }).setStatus({ code: 2 }).updateName('late');
      child.addLink({ context: CONTEXT }).addLinks([{ context: CONTEXT }]);
    });
    expect(core.transactions()[0]?.spans).toEqual([
      expect.objectContaining({ description: 'child', data: { 'sentry.op': 'work', 'sentry.origin': 'manual' } }),
    ]);
    expect(core.transactions()[0]?.spans?.[0]?.status).toBeUndefined();
    expect(core.transactions()[0]?.spans?.[0]?.links).toBeUndefined();
  });
});

describe('attributes', () => {
  test('are set one by one or together, and removed by undefined', () => {
    setup();
    const span = startInactiveSpan({ name: 'work', op: 'op', attributes: { given: true, 'sentry.origin': 'auto.x' } });
    span.setAttribute('one', 1).setAttributes({ two: ['2'], given: undefined });
    expect(spanToJSON(span)).toMatchObject({ op: 'op', origin: 'auto.x' });
    expect(spanToJSON(span).data).toEqual({
      one: 1,
      two: ['2'],
      'sentry.op': 'op',
      'sentry.origin': 'auto.x',
      'sentry.sample_rate': 1,
      'sentry.source': 'custom',
    });
  });

  test('given by the host are not written to', () => {
    setup();
    const attributes = Object.freeze({ given: 1 });
    const span = startInactiveSpan({ name: 'work', attributes });
    span.setAttribute('more', 1);
    expect(attributes).toEqual({ given: 1 });
    expect(spanToJSON(span).data).toMatchObject({ given: 1, more: 1 });
  });

  test('that cannot be read do no harm', () => {
    setup();
    const span = startInactiveSpan({ name: 'work' });
    const unreadable = Object.defineProperty({}, 'x', { enumerable: true, get: hostile });
    expect(span.setAttributes(unreadable)).toBe(span);
    expect(span.setAttributes(undefined as never)).toBe(span);
  });
});

describe('a new name', () => {
  test('of the root is the transaction’s, with source custom', () => {
    const core = setup();
    const root = startInactiveSpan({ name: '/a/1', attributes: { 'sentry.source': 'url' } });
    root.updateName('renamed').end();
    expect(core.transactions()).toMatchObject([
      { transaction: 'renamed', transaction_info: { source: 'custom' }, contexts: { trace: {} } },
    ]);
  });

  test('of a child leaves the transaction’s alone', () => {
    const core = setup();
    startSpan({ name: 'root' }, () => startSpan({ name: 'child' }, (child) => child.updateName('renamed')));
    expect(core.transactions()).toMatchObject([{ transaction: 'root', spans: [{ description: 'renamed' }] }]);
  });
});

describe('a status', () => {
  test.each([
    [undefined, undefined],
    [{ code: 0 }, undefined],
    [{ code: 0, message: 'not_found' }, undefined],
    [{ code: 1 }, 'ok'],
    [{ code: 1, message: 'fine' }, 'ok'],
    [{ code: 2 }, 'internal_error'],
    [{ code: 2, message: '' }, 'internal_error'],
    [{ code: 2, message: 'not_found' }, 'not_found'],
  ] as const)('of %o is written %s', (status, text) => {
    expect(statusText(status)).toBe(text);
  });
});

describe('links', () => {
  const JSON_LINK = { trace_id: CONTEXT.traceId, span_id: CONTEXT.spanId, sampled: true };

  test('come from the options, from addLink and from addLinks, in order', () => {
    const core = setup();
    const unsampled = { ...CONTEXT, traceFlags: 0 };
    const root = startInactiveSpan({ name: 'work', links: [{ context: CONTEXT, attributes: { kind: 'previous' } }] });
    root.addLink({ context: unsampled }).addLinks([{ context: CONTEXT }]);
    root.end();
    expect(core.transactions()[0]?.contexts?.trace?.links).toEqual([
      { ...JSON_LINK, attributes: { kind: 'previous' } },
      { ...JSON_LINK, sampled: false },
      JSON_LINK,
    ]);
  });

  test('of children are theirs', () => {
    const core = setup();
    startSpan({ name: 'root' }, () => startSpan({ name: 'child', links: [{ context: CONTEXT }] }, () => {}));
    expect(core.transactions()[0]?.spans).toMatchObject([{ links: [JSON_LINK] }]);
    expect(core.transactions()[0]?.contexts?.trace?.links).toBeUndefined();
  });

  test('that are none are left out', () => {
    setup();
    const span = startInactiveSpan({ name: 'work', links: 'all' as never });
    span
      .addLink(undefined as never)
      .addLink({} as never)
      .addLinks(7 as never);
    expect(spanToJSON(span).links).toBeUndefined();
  });
});

test('a span that is a child knows its parent, a root in a new trace has none', () => {
  setup();
  startSpan({ name: 'root' }, (root) =>
    startSpan({ name: 'child' }, (child) => {
      expect(spanToJSON(child).parent_span_id).toBe(root.spanContext().spanId);
      expect(spanToJSON(root).parent_span_id).toBeUndefined();
      expect(child.spanContext()).toEqual({
        traceId: root.spanContext().traceId,
        spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
        traceFlags: 1,
      });
    }),
  );
});

describe('events', () => {
  test('that measure something are measurements, of roots and of children; others are not kept', () => {
    const core = setup();
    const measure = { 'sentry.measurement_value': 12, 'sentry.measurement_unit': 'millisecond' };
    startSpan({ name: 'root' }, (root) => {
      root
        .addEvent('lcp', measure)
        .addEvent('click')
        .addEvent('x', 12)
        .addEvent('nan', { 'sentry.measurement_value': '1' });
      startSpan(
        { name: 'child' },
        (child) => void child.addEvent('rows', { ...measure, 'sentry.measurement_value': 3 }),
      );
    });
    const [sent] = core.transactions();
    expect(sent?.measurements).toEqual({ lcp: { value: 12, unit: 'millisecond' } });
    expect(sent?.spans?.[0]).toMatchObject({ measurements: { rows: { value: 3, unit: 'millisecond' } } });
  });

  test.each(Object.keys(HOSTILE))('and links and attributes that are %s do no harm', (name) => {
    setup();
    const value = HOSTILE[name]?.() as never;
    // Below a root that never ends: what of this could be sent is not the question here.
    const parentSpan = startInactiveSpan({ name: 'root' });
    const span = startInactiveSpan({ name: 'work', parentSpan, links: value, attributes: value, startTime: value });
    span.addEvent(value, value).addLink(value).addLinks(value).setAttributes(value).setStatus(value);
    span.end(value);
    expect(span.isRecording()).toBe(false);
  });
});

test('afterSpanEnd is told when nothing can be set any more', () => {
  const core = setup();
  const told: unknown[] = [];
  core.client.on('spanEnd', (span) => void span.setAttribute('at', 'spanEnd'));
  core.client.on('afterSpanEnd', (span) => {
    span.setAttribute('at', 'afterSpanEnd');
    told.push(spanToJSON(span).data.at, span.isRecording());
  });
  startInactiveSpan({ name: 'work' }).end();
  expect(told).toEqual(['spanEnd', false]);
});
