/** What was measured, as figures and as a table: median, range and number of samples by contestant and column. */

/**
 * The figures of a scenario: `{ contestant: { key: { median, min, max, n } } }`, without those who died.
 *
 * `scenario.columns`: `[heading, key]`, a number in each sample. With `scenario.over`, all numbers but those of that
 * contestant are above its median: `ours, CJS` above `bare, CJS`, where there is such a one, else above `bare`. A scenario
 * whose samples are no numbers has `toFigures(results)` of its own, which gives a number by contestant and key.
 */
export function figuresOf({ columns = [], over, toFigures }, results) {
  const living = results.filter(({ error, samples }) => !error && samples?.length > 0);
  if (toFigures) {
    return mapValues(toFigures(living), (figures) => mapValues(figures, (number) => summarize([number])));
  }
  const floorOf = (name) =>
    isFloor(name, over)
      ? undefined
      : (living.find((one) => one.name === name.replace(/^[^,]+/, over)) ?? living.find((one) => one.name === over));
  const base = (name, key) => {
    const floor = floorOf(name);
    return floor ? summarize(floor.samples.map((sample) => sample[key])).median : 0;
  };
  return Object.fromEntries(
    living.map((result) => [
      result.name,
      Object.fromEntries(
        columns
          .map(([, key]) => [key, result.samples.map((sample) => sample[key])])
          .filter(([, numbers]) => numbers.every(Number.isFinite))
          .map(([key, numbers]) => [key, summarize(numbers.map((number) => number - base(result.name, key)))]),
      ),
    ]),
  );
}

/**
 * The table: a row for each contestant, with the median, the range, and how it stands to ours, compared by the first column
 * unless it `isCount`: figures that are no cost. A scenario whose samples are no numbers has `toRows(results)` of its own.
 */
export function rowsOf({ columns, over, isCount, toRows }, results) {
  if (toRows) {
    return toRows(results.filter(({ error, samples }) => !error && samples?.length > 0));
  }
  const figures = figuresOf({ columns, over }, results);
  const [, firstKey] = columns[0];
  const rows = results.map(({ name }) => {
    const own = figures[name];
    if (!own) {
      return [name, ...columns.map(() => 'died'), ...(isCount ? [] : [''])];
    }
    const beside = oursBeside(name, figures);
    const isComparable = !isFloor(name, over) && beside !== name && figures[beside]?.[firstKey] && own[firstKey];
    const factor = isComparable ? own[firstKey].median / figures[beside][firstKey].median : undefined;
    return [
      isFloor(name, over) ? name : name + (over ? `, above ${over}` : ''),
      ...columns.map(([, key]) => (own[key] ? rangeText(own[key]) : '–')),
      ...(isCount ? [] : [factor > 0 && Number.isFinite(factor) ? `${digits(factor)} x ours` : '']),
    ];
  });
  return [['', ...columns.map(([heading]) => heading), ...(isCount ? [] : [''])], ...rows];
}

/** How those died who did, and what the scenario has to say besides. */
export function notesOf({ toNotes = () => [] }, results) {
  const dead = results.filter(({ error }) => error);
  const retried = results.filter(({ error, retried }) => retried && !error);
  return [
    ...toNotes(results.filter(({ error, samples }) => !error && samples?.length > 0)),
    ...dead.map(({ name, error }) => `${name} died: ${error}`),
    ...retried.map(({ name, retried }) => `${name} died once and was started again: ${retried}`),
  ];
}

function isFloor(name, over) {
  return name.split(',')[0] === over;
}

/** Whom of ours a contestant is held against: `sentry, rate 0` against `ours, rate 0`, where there is such a one. */
function oursBeside(name, figures) {
  const counterpart = name.replace(/^[^,]+/, 'ours');
  return figures[counterpart] ? counterpart : Object.keys(figures).find((one) => one.startsWith('ours'));
}

function summarize(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    min: sorted[0],
    max: sorted.at(-1),
    n: sorted.length,
  };
}

function rangeText({ median, min, max }) {
  return median === min && median === max ? digits(median) : `${digits(median)} (${digits(min)}..${digits(max)})`;
}

/** Three digits are what such measurements carry; whole numbers are counts. */
export function digits(number) {
  if (Math.abs(number) >= 100 || Number.isInteger(number)) {
    return number.toFixed(0);
  }
  return Math.abs(number) < 0.001 ? '0' : number.toPrecision(3);
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
