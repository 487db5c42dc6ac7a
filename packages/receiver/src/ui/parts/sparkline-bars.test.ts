import { describe, expect, it } from 'vitest';
import { sparklineBars } from './sparkline-bars.ts';

const size = { width: 95, height: 20, gap: 1 };

describe('sparklineBars', () => {
  it('fills the width exactly, from the oldest hour to the newest', () => {
    const bars = sparklineBars(new Array(24).fill(3), size);
    expect(bars).toHaveLength(24);
    expect(bars[0]?.x).toBe(0);
    expect((bars[23]?.x ?? 0) + (bars[23]?.width ?? 0)).toBeCloseTo(95);
  });

  it('draws the peak to the top and the rest in proportion', () => {
    const [half, peak] = sparklineBars([5, 10], size);
    expect(half).toMatchObject({ y: 10, height: 10 });
    expect(peak).toMatchObject({ y: 0, height: 20 });
  });

  it('keeps a single event visible beside a flood', () => {
    expect(sparklineBars([1, 5000], size)[0]).toMatchObject({ height: 2, isEmpty: false });
  });

  it('marks hours without events, also when there are no others', () => {
    expect(sparklineBars([0, 0], size).map((bar) => [bar.height, bar.isEmpty])).toEqual([
      [1, true],
      [1, true],
    ]);
  });
});
