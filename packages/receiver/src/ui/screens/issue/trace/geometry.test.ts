import { describe, expect, it } from 'vitest';
import { barOf, focusRange, percentOf, rangeOf, ticksOf } from './geometry.ts';
import { buildSpanTree, type TraceNode } from './span-tree.ts';

function treeOf(spans: Array<[id: string, parent: string | null, start: number, end: number]>): TraceNode[] {
  return buildSpanTree({
    spans: spans.map(([spanId, parentSpanId, start, end]) => ({
      spanId,
      parentSpanId,
      start,
      end,
      isTransaction: parentSpanId === null,
      transaction: '',
      op: '',
      description: '',
      status: 'ok',
      platform: 'node',
      data: {},
      measurements: {},
    })),
    errors: [],
  });
}

const range = { start: 100, end: 110 };

describe('rangeOf', () => {
  it('reaches from the first start to the last end, children that outlive their parents included', () => {
    expect(
      rangeOf(
        treeOf([
          ['a', null, 5, 8],
          ['b', 'a', 6, 12],
        ]),
      ),
    ).toEqual({ start: 5, end: 12 });
  });

  it('is never empty, so that nothing is divided by zero', () => {
    expect(rangeOf(treeOf([['a', null, 5, 5]]))).toEqual({ start: 5, end: 5.001 });
  });

  it('is nothing of no spans', () => {
    expect(rangeOf([])).toBeNull();
  });
});

describe('focusRange', () => {
  const page: [string, null, number, number] = ['page', null, 0, 2];

  it('is the root around the event, with a margin, when the trace is much longer', () => {
    const focus = focusRange(treeOf([page, ['click', null, 600, 601], ['fetch', 'click', 600.2, 600.9]]), 'fetch');
    expect(focus?.start).toBeCloseTo(599.98);
    expect(focus?.end).toBeCloseTo(601.02);
  });

  it('is nothing when the whole trace is not much longer', () => {
    expect(focusRange(treeOf([page, ['click', null, 3, 5]]), 'click')).toBeNull();
  });

  it('is nothing when no root holds the event', () => {
    expect(focusRange(treeOf([page, ['click', null, 600, 601]]), 'unknown')).toBeNull();
  });
});

describe('barOf', () => {
  it('measures in percent of the range', () => {
    expect(barOf({ start: 102, end: 107 }, range)).toEqual({ leftPercent: 20, widthPercent: 50 });
  });

  it('cuts off what reaches out on either side', () => {
    expect(barOf({ start: 90, end: 105 }, range)).toEqual({ leftPercent: 0, widthPercent: 50 });
    expect(barOf({ start: 105, end: 300 }, range)).toEqual({ leftPercent: 50, widthPercent: 50 });
  });

  it('says on which side a bar lies that cannot be seen', () => {
    expect(barOf({ start: 1, end: 2 }, range)).toBe('before');
    expect(barOf({ start: 111, end: 112 }, range)).toBe('after');
  });

  it('has no negative width when a clock ran backwards', () => {
    expect(barOf({ start: 105, end: 104 }, range)).toEqual({ leftPercent: 50, widthPercent: 0 });
  });
});

describe('percentOf', () => {
  it('leaves 0 to 100 for moments outside', () => {
    expect([100, 105, 110, 90, 120].map((time) => percentOf(time, range))).toEqual([0, 50, 100, -100, 200]);
  });
});

describe('ticksOf', () => {
  it.each([
    [10, 5, [0, 2, 4, 6, 8, 10]],
    [0.0337, 4, [0, 0.01, 0.02, 0.03]],
    [0.9, 5, [0, 0.2, 0.4, 0.6, 0.8]],
    [7, 1, [0]],
  ])('labels %d s with at most %d steps', (length, most, seconds) => {
    const ticks = ticksOf({ start: 50, end: 50 + length }, most);
    expect(ticks.map((tick) => Number(tick.seconds.toFixed(6)))).toEqual(seconds);
  });

  it('places each where its moment is', () => {
    expect(ticksOf({ start: 0, end: 8 }, 4).map((tick) => tick.percent)).toEqual([0, 25, 50, 75, 100]);
  });
});
