/**
 * Twelve ways to die x five receivers: how many events arrive, each exactly once in the end, from a process that dies with
 * the same code or signal as without any SDK; and how much later it is dead. After each death the program is started once
 * more, which is when what waits is delivered. An event counts once however often it comes, because receivers know it by its
 * id; how many came twice is told apart. A receiver that says 429 or 500 has not taken the event.
 *
 * When it is to be quick, peers die in a part of the cells.
 */
import path from 'node:path';
import { DEATHS, RECEIVERS } from './crash/deaths.mjs';
import { isQuick } from './lib/mode.mjs';

const matrix = path.join(import.meta.dirname, 'crash', 'matrix.mjs');
/** Of how many cells a peer dies in one. */
const EVERY = isQuick ? 15 : 1;

export const crash = [
  {
    name: 'matrix',
    title: 'events that arrive exactly once in the end, of one each, and milliseconds that the death comes later',
    programs: {
      ours: [matrix, 'ours', '1', isQuick ? 'quick' : 'full'],
      ...Object.fromEntries(
        ['sentry', 'bugsnag'].map((name) => [name, [matrix, name, `${EVERY}`, isQuick ? 'quick' : 'full']]),
      ),
    },
    rounds: 1,
    toFigures: (results) =>
      Object.fromEntries(
        results.map(({ name, samples: [cells] }) => [name, { cells: cells.length, held: cells.filter(isHeld).length }]),
      ),
    toRows,
    toNotes: (results) => results.map(summaryOf),
  },
];

function isHeld({ arrived, isSameEnd }) {
  return arrived === 1 && isSameEnd;
}

function toRows(results) {
  const rows = results.flatMap(({ name, samples: [cells] }) =>
    Object.keys(DEATHS).map((death) => [
      `${name}: ${death}`,
      ...Object.keys(RECEIVERS).map((receiver) =>
        cellText(cells.find((one) => one.death === death && one.receiver === receiver)),
      ),
    ]),
  );
  return [['', ...Object.keys(RECEIVERS)], ...rows.filter(([, ...cells]) => cells.some((cell) => cell !== '–'))];
}

function cellText(cell) {
  if (!cell) {
    return '–';
  }
  const { arrived, copies, isSameEnd, laterMs } = cell;
  const what = arrived === 1 ? 'once' : arrived === 0 ? 'lost' : `${arrived} events`;
  const twice = copies > arrived ? ` (${copies} copies)` : '';
  return `${what}${twice}, ${laterMs > 0 ? '+' : ''}${laterMs} ms${isSameEnd ? '' : ', another end'}`;
}

function summaryOf({ name, samples: [cells] }) {
  const arrived = cells.filter((cell) => cell.arrived === 1).length;
  const others = cells.filter(({ isSameEnd }) => !isSameEnd).length;
  const latest = Math.max(...cells.map(({ laterMs }) => laterMs));
  return `${name}: ${arrived} of ${cells.length} arrived exactly once, ${others} died another death than without it, at most ${latest} ms later`;
}
