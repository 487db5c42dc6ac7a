import { expect, test } from 'vitest';
import { lineChart } from './chart.mjs';

const chart = (lines) =>
  lineChart({ title: 'A < B', description: 'ours takes 1 & 2', xLabel: 'tags', yLabel: 'microseconds', lines });

test('a chart says what it shows, and has every point of every line within its borders', () => {
  const svg = chart([
    { name: 'ours', points: [0, 1, 10, 100_000].map((x) => ({ x, y: 3 * x + 0.2 })) },
    { name: 'sentry', points: [0, 1, 10, 100_000].map((x) => ({ x, y: 900 * x + 7 })) },
  ]);
  expect(svg).toContain('<title id="t">A &lt; B</title>');
  expect(svg).toContain('<desc id="d">ours takes 1 &amp; 2</desc>');
  expect(svg).toContain('prefers-color-scheme: dark');
  // Four points and one in the legend.
  expect(svg.match(/<circle/g)).toHaveLength(5);
  expect(svg.match(/<rect/g)).toHaveLength(5);
  const places = [...svg.matchAll(/<circle class="m0" cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  expect(places.every(([x, y]) => x > 0 && x < 640 && y > 0 && y < 360)).toBe(true);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('a flat line is a chart too', () => {
  expect(
    chart([
      {
        name: 'ours',
        points: [
          { x: 1, y: 10 },
          { x: 2, y: 10 },
        ],
      },
    ]),
  ).not.toMatch(/NaN|Infinity/);
});
