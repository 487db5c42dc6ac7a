/** What was measured, as a table: a row for each contestant, with the median, the range, and how it stands to ours. */
import { table } from '../../scripts/lib/print.mjs';

/**
 * `scenario.columns`: `[heading, key]`, a number in each sample. The first column is what the contestants are compared
 * by; with `scenario.over`, all numbers are those above that contestant's median.
 */
export function resultTable({ columns, over }, results) {
  const floor = results.find(({ name }) => name === over);
  const base = (key) => (floor?.samples.length ? summarize(floor.samples.map((sample) => sample[key])).median : 0);
  const value = (result, key) => {
    const isFloor = result === floor;
    return summarize(result.samples.map((sample) => sample[key] - (isFloor ? 0 : base(key))));
  };
  const [, firstKey] = columns[0];
  const ours = results.find(({ name }) => name.startsWith('ours'));
  const oursFor = (name) => results.find((result) => result.name === name.replace('sentry', 'ours')) ?? ours;

  const rows = results.map((result) => {
    if (result.error || result.samples.length === 0) {
      return [result.name, ...columns.map(() => 'died'), ''];
    }
    const cells = columns.map(([, key]) => rangeText(value(result, key)));
    const beside = oursFor(result.name);
    const isComparable = result !== floor && beside !== result && beside?.samples.length > 0 && !beside.error;
    const factor = isComparable ? value(result, firstKey).median / value(beside, firstKey).median : undefined;
    return [result.name, ...cells, factor === undefined ? '' : `${factor.toFixed(1)} x ours`];
  });
  const text = table([['', ...columns.map(([heading]) => heading), ''], ...rows]);
  const errors = results.filter(({ error }) => error).map(({ name, error }) => `${name} died:\n${error}`);
  return [text, over && `(all but ${over}: above ${over})`, ...errors].filter(Boolean).join('\n');
}

/**
 * Our share of what the peer takes, by the key of a column, both above the scenario's floor: 0.25 is a quarter. `undefined`
 * when one of them is missing or died.
 */
export function shareOfPeer({ over }, results) {
  const [floor, ours, peer] = [over, 'ours', 'sentry'].map((name) => results.find((result) => result.name === name));
  if (![floor, ours, peer].every((result) => result?.samples.length > 0 && !result.error)) {
    return undefined;
  }
  const median = (result, key) => summarize(result.samples.map((sample) => sample[key])).median;
  return (key) => (median(ours, key) - median(floor, key)) / (median(peer, key) - median(floor, key));
}

function summarize(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return { median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2, min: sorted[0], max: sorted.at(-1) };
}

function rangeText({ median, min, max }) {
  return median === min && median === max ? digits(median) : `${digits(median)} (${digits(min)}..${digits(max)})`;
}

/** Three digits are what such measurements carry. */
function digits(number) {
  return Math.abs(number) >= 100 ? number.toFixed(0) : number.toPrecision(3);
}
