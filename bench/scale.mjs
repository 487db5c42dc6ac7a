/**
 * Cost against size, as curves: what one capture takes with more and more breadcrumbs, frames and tags, a transaction with
 * more spans, a server with more requests under way, a program with more open scopes. Nothing may grow faster than
 * linearly: the run fits an exponent to the upper half of each curve, where fixed costs weigh least, and says so.
 *
 * Each process measures all sizes of a curve in turns, so that a noisy moment hits one point of one round; a point is the
 * median of the rounds of all processes. CPU time, all default integrations, a transport that swallows.
 */
import path from 'node:path';
import { isQuick } from './lib/mode.mjs';
import { CURVES } from './lib/scale-curves.mjs';
import { judge, pointsOf, verdictOf } from './lib/scale-points.mjs';
import { digits } from './lib/summary.mjs';

const child = path.join(import.meta.dirname, 'lib', 'scale-child.mjs');

export const scale = Object.entries(CURVES).map(([name, { heading, title, unit, sizes, contestants }]) => ({
  name,
  heading,
  title: `${title}, CPU time in microseconds`,
  unit,
  programs: Object.fromEntries(
    contestants.map((contestant) => [contestant, [child, name, contestant, ...(isQuick ? ['--quick'] : [])]]),
  ),
  rounds: 3,
  toFigures: (results) =>
    Object.fromEntries(
      results.map(({ name: contestant, samples }) => {
        const points = pointsOf(samples);
        const exponents = { exponent: judge(points).exponent };
        return [contestant, { ...Object.fromEntries(points.map(({ size, us }) => [`${size}`, us])), ...exponents }];
      }),
    ),
  toRows(results) {
    const curves = results.map(({ samples }) => pointsOf(samples));
    const cell = (points, size) => digits(points.find((point) => point.size === size).us);
    const measured = sizes.filter((size) => curves.every((points) => points.some((point) => point.size === size)));
    return [
      [unit, ...results.map((result) => result.name)],
      ...measured.map((size) => [size, ...curves.map((points) => cell(points, size))]),
      ['exponent', ...curves.map((points) => judge(points).exponent.toFixed(2))],
    ];
  },
  toNotes: (results) => verdictOf(results.map((result) => ({ ...result, points: pointsOf(result.samples) }))),
}));
