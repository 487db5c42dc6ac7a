import { describe, expect, it } from 'vitest';
import type { TraceSpan } from '../../../../api.ts';
import { vitalsOf, vitalsWithin } from './web-vitals.ts';

function page(measurements: TraceSpan['measurements'], start = 1000): TraceSpan {
  return {
    spanId: 'a',
    parentSpanId: null,
    isTransaction: true,
    transaction: '/',
    op: 'pageload',
    description: '/',
    status: 'ok',
    platform: 'javascript',
    start,
    end: start + 3,
    data: {},
    measurements,
  };
}

const ms = (value: number) => ({ value, unit: 'millisecond' });

describe('vitalsOf', () => {
  it('lists them in the order a page goes through them, whatever the order of arrival', () => {
    const vitals = vitalsOf([page({ cls: { value: 0.02, unit: '' }, lcp: ms(2100), ttfb: ms(120), fcp: ms(800) })]);
    expect(vitals.map((vital) => [vital.name, vital.text])).toEqual([
      ['TTFB', '120 ms'],
      ['FCP', '800 ms'],
      ['LCP', '2.10 s'],
      ['CLS', '0.02'],
    ]);
  });

  it('places a moment after the start of the span that measured it', () => {
    expect(vitalsOf([page({ lcp: ms(2100) })])[0]?.time).toBeCloseTo(1002.1);
  });

  it('gives no place in time to scores and to interactions', () => {
    expect(vitalsOf([page({ cls: { value: 0.3, unit: '' }, inp: ms(90) })]).map((vital) => vital.time)).toEqual([
      null,
      null,
    ]);
  });

  it.each([
    [2500, 'good'],
    [2501, 'needs improvement'],
    [4000, 'needs improvement'],
    [4001, 'poor'],
  ])('rates an LCP of %d ms as %s', (value, rating) => {
    expect(vitalsOf([page({ lcp: ms(value) })])[0]?.rating).toBe(rating);
  });

  it('reads seconds as well as milliseconds', () => {
    expect(vitalsOf([page({ fcp: { value: 1.5, unit: 'second' } })])[0]?.value).toBe(1500);
  });

  it('knows nothing of other measurements', () => {
    expect(vitalsOf([page({ fp: ms(20), 'connection.rtt': ms(50) })])).toEqual([]);
  });
});

describe('vitalsWithin', () => {
  const vitals = vitalsOf([page({ ttfb: ms(100), fcp: ms(1000), lcp: ms(2500), cls: { value: 0.1, unit: '' } })]);

  it('keeps the moments inside a range, edges included, and says where they lie', () => {
    const within = vitalsWithin(vitals, { start: 1000.5, end: 1002.5 });
    expect(within.map(({ vital, percent }) => [vital.name, percent])).toEqual([
      ['FCP', 25],
      ['LCP', 100],
    ]);
  });
});
