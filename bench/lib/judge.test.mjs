import { expect, test } from 'vitest';
import { judge } from './judge.mjs';

const figure = (median) => ({ median, min: median, max: median, n: 1 });
const familyOf = (key, medians) => ({
  span: {
    scenarios: [
      {
        name: 'sampled',
        figures: Object.fromEntries(Object.entries(medians).map(([who, values]) => [who, mapFigures(values, key)])),
      },
    ],
  },
});
const mapFigures = (values, key) =>
  typeof values === 'number'
    ? { [key]: figure(values) }
    : Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figure(value)]));
const cost = { what: 'a span', goal: 3, unit: 'us', designPeer: 30, read: ['span', 'sampled', 'us'] };
const count = { what: 'deaths', goal: 60, of: 'cells', unit: 'cells', read: ['span', 'sampled', 'held'] };

test('a promise is held by what takes no more than was promised', () => {
  const [held, missed] = [3, 3.1].map((us) => judge([cost], familyOf('us', { ours: us, sentry: 12 }))[0]);
  expect(held).toMatchObject({ verdict: 'held', ratio: 4, designRatio: 10, peer: { median: 12 } });
  expect(missed.verdict).toBe('missed');
});

test('a promise of at least so many is held by that many', () => {
  const least = { ...cost, isLeast: true };
  const [verdict, less] = [6, 2].map((us) => judge([least], familyOf('us', { ours: us, sentry: 3 }))[0]);
  expect(verdict).toMatchObject({ verdict: 'held', ratio: 2 });
  expect(less.verdict).toBe('missed');
});

test('a promise of all is held by all that were tried, and compared by shares', () => {
  const of = (held, cells) =>
    judge([count], familyOf('held', { ours: { held, cells }, sentry: { held: 1, cells: 10 } }));
  expect(of(20, 20)[0]).toMatchObject({ verdict: 'held', ratio: 10, tried: { ours: 20, peer: 10 } });
  expect(of(19, 20)[0].verdict).toBe('missed');
});

test('what was not measured is neither held nor missed', () => {
  expect(judge([cost, count], {}).map(({ verdict }) => verdict)).toEqual(['not measured', 'not measured']);
  expect(judge([cost], familyOf('us', { sentry: 12 }))[0].verdict).toBe('not measured');
});

test('a peer that has nothing at all to show gives no ratio', () => {
  const family = familyOf('held', { ours: { held: 5, cells: 5 }, sentry: { held: 0, cells: 5 } });
  expect(judge([count], family)[0].ratio).toBeUndefined();
});
