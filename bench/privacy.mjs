/**
 * Secrets that leave, with all options at their defaults: each of the corpus that our tests use, in each place where a
 * host's text gets into what is sent. Nothing is timed.
 */
import path from 'node:path';

const leaks = path.join(import.meta.dirname, 'privacy', 'leaks.mjs');

export const privacy = [
  {
    name: 'leaks',
    title: 'secrets that leave, by the place they stand in',
    programs: { ours: [leaks, '@vedette/node'], sentry: [leaks, '@sentry/node'] },
    rounds: 1,
    toFigures: (results) =>
      Object.fromEntries(
        results.map(({ name, samples: [{ left, secrets }] }) => [
          name,
          { left: total(left), tried: secrets * Object.keys(left).length },
        ]),
      ),
    toRows(results) {
      const samples = results.map((result) => result.samples[0]);
      const [{ left, secrets } = { left: {} }] = samples;
      const rows = Object.keys(left).map((place) => [place, ...samples.map((sample) => sample.left[place].length)]);
      return [
        [`of ${secrets} secrets`, ...results.map(({ name }) => name)],
        ...rows,
        ['together', ...samples.map((sample) => total(sample.left))],
      ];
    },
    toNotes: (results) =>
      results
        .filter(({ name }) => name === 'ours')
        .flatMap(({ samples: [{ left }] }) => Object.entries(left))
        .filter(([, kinds]) => kinds.length > 0)
        .map(([place, kinds]) => `ours, ${place}: ${kinds.join(', ')}`),
  },
];

function total(left) {
  return Object.values(left).reduce((sum, kinds) => sum + kinds.length, 0);
}
