import { expect, test } from 'vitest';
import { missing } from './missing.mjs';

const wanted = {
  title: 'Error: no',
  culprit: 'total (src/cart.js)',
  release: 'shop@1',
  transaction: 'GET /carts/:id',
  tags: { cart: '7' },
  trace: ['node: GET /carts/:id'],
};
const span = (changes) => ({ isTransaction: true, platform: 'node', transaction: 'GET /carts/:id', ...changes });
const entry = (changes = {}) => ({
  issue: { title: 'Error: no', culprit: 'total (/tmp/example/src/cart.js)' },
  event: { release: 'shop@1', tags: { cart: '7' }, raw: { transaction: 'GET /carts/:id' } },
  trace: { spans: [span(), span({ isTransaction: false, transaction: 'a query' })] },
  ...changes,
});
const whatIsMissing = (issues, { monitors = [], expected = { issues: [wanted] } } = {}) =>
  missing(expected, { issues, monitors }, '/tmp/example');

test('nothing is missing when everything is as promised', () => {
  expect(whatIsMissing([entry()])).toEqual([]);
});

test('an issue that has not come is named, with those that have', () => {
  expect(whatIsMissing([])).toEqual(['no issue "Error: no", but none at all']);
  const other = entry({ issue: { title: 'Error: other', culprit: '' } });
  expect(whatIsMissing([other])).toEqual(['no issue "Error: no", but "Error: other"']);
});

test('an issue that was not promised is one too many', () => {
  const other = entry({ issue: { title: 'Error: other', culprit: '' } });
  expect(whatIsMissing([entry(), other])).toEqual(['issues it should not have: Error: no, Error: other']);
});

test('every fact that differs is told', () => {
  const event = { release: null, tags: {}, raw: { transaction: 'GET /carts/7' } };
  const issue = { title: 'Error: no', culprit: 'total (/elsewhere/cart.js)' };
  expect(whatIsMissing([entry({ issue, event, trace: undefined })])).toEqual([
    'Error: no: its culprit is "total (/elsewhere/cart.js)", not "total (src/cart.js)"',
    'Error: no: its release is "null", not "shop@1"',
    'Error: no: its transaction is "GET /carts/7", not "GET /carts/:id"',
    'Error: no: its tag cart is "undefined", not "7"',
    'Error: no: its trace has no "node: GET /carts/:id", but nothing',
  ]);
});

test('a monitor must be there and in its state', () => {
  const expected = { issues: [], monitors: { nightly: 'error' } };
  expect(whatIsMissing([], { expected })).toEqual(['the monitor nightly is not there, not error']);
  expect(whatIsMissing([], { expected, monitors: [{ slug: 'nightly', state: 'ok' }] })).toEqual([
    'the monitor nightly is ok, not error',
  ]);
  expect(whatIsMissing([], { expected, monitors: [{ slug: 'nightly', state: 'error' }] })).toEqual([]);
});
