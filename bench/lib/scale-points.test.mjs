import { describe, expect, test } from 'vitest';
import { judge, pointsOf, verdictOf } from './scale-points.mjs';

const SIZES = [0, 1, 3, 10, 30, 100, 300, 1000];
const curve = (cost) => SIZES.map((size) => ({ size, us: cost(size) }));

test('points are medians, in order of size', () => {
  const points = pointsOf([
    { 10: 5, 1: 2 },
    { 10: 50, 1: 3 },
    { 10: 7, 1: 9 },
  ]);
  expect(points).toEqual([
    { size: 1, us: 3 },
    { size: 10, us: 7 },
  ]);
});

describe('growth', () => {
  test.each([
    ['constant', () => 80, 0, true],
    ['linear', (size) => 3 * size + 0.001, 1, true],
    ['linear above a fixed cost', (size) => 80 + 3 * size, 0.9, true],
    ['with the logarithm', (size) => size * Math.log2(size + 2) + 1, 1.17, true],
    ['quadratic', (size) => size * size + 1, 2, false],
    ['quadratic above a fixed cost', (size) => 80 + size * size, 2, false],
  ])('%s', (_, cost, exponent, isLinear) => {
    const judged = judge(curve(cost));
    expect(judged.exponent).toBeCloseTo(exponent, 0);
    expect(judged.isLinear).toBe(isLinear);
  });

  test('is forgiven where the same work without an SDK grows as fast', () => {
    const [ours, bare] = [curve((size) => 5 * size ** 1.5 + 1), curve((size) => size ** 1.6 + 0.1)];
    expect(judge(ours).isLinear).toBe(false);
    expect(judge(ours, bare).isLinear).toBe(true);
    expect(verdictOf([{ name: 'ours', points: ours }])[0]).toMatch(/^Not held/);
    expect(
      verdictOf([
        { name: 'ours', points: ours },
        { name: 'bare', points: bare },
      ])[0],
    ).toMatch(/^Held.*1\.50 and 1\.60/);
  });
});
