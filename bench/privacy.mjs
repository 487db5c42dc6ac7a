/**
 * Secrets that leave, with all options at their defaults: each of the corpus that our tests use, in each place where a
 * host's text gets into what is sent. Nothing is timed.
 */
import { table } from '../scripts/lib/print.mjs';

export const privacy = [
  {
    title: 'secrets that leave, by the place they stand in',
    programs: {
      ours: ['privacy/leaks.mjs', '@vedette/node'],
      sentry: ['privacy/leaks.mjs', '@sentry/node'],
    },
    rounds: 1,
    toText: leakTable,
  },
];

function leakTable(results) {
  const names = results.map(({ name }) => name);
  const samples = results.map(({ samples: [sample] }) => sample);
  const known = samples.find(Boolean);
  const errors = results.filter(({ error }) => error).map(({ name, error }) => `${name} died:\n${error}`);
  if (!known) {
    return errors.join('\n');
  }
  const places = Object.keys(known.left);
  const cells = (count) => samples.map((sample) => (sample ? count(sample.left) : 'died'));
  const rows = places.map((place) => [place, ...cells((left) => left[place].length)]);
  const total = (left) => Object.values(left).reduce((sum, kinds) => sum + kinds.length, 0);
  const ours = samples[0] ? places.filter((place) => samples[0].left[place].length > 0) : [];
  return [
    table([[`of ${known.secrets} secrets`, ...names], ...rows, ['together', ...cells(total)]]),
    ...ours.map((place) => `ours, ${place}: ${samples[0].left[place].join(', ')}`),
    ...errors,
  ].join('\n');
}
