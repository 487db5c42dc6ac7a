/**
 * Nine ways to die x three receivers: how many events arrive, each exactly once in the end, and how much later the process
 * is dead than without any SDK. After each death the program is started once more, which is when what waits is delivered.
 * An event counts once however often it comes, because receivers know it by its id; how many came twice is told apart.
 */
import { table } from '../scripts/lib/print.mjs';
import { DEATHS, RECEIVERS } from './crash/deaths.mjs';

const CONTESTANTS = ['ours', 'sentry', 'bugsnag'];

export const crash = [
  {
    title: 'events that arrive exactly once in the end, of one each, and milliseconds that the death comes later',
    programs: Object.fromEntries(CONTESTANTS.map((name) => [name, ['crash/matrix.mjs', name]])),
    rounds: 1,
    toText: (results) => results.map(contestantTable).join('\n\n'),
  },
];

function contestantTable({ name, samples, error }) {
  if (error) {
    return `${name} died:\n${error}`;
  }
  const [cells] = samples;
  const cell = (death, receiver) => {
    const { arrived, copies, laterMs } = cells.find((one) => one.death === death && one.receiver === receiver);
    const what = arrived === 1 ? 'once' : arrived === 0 ? 'lost' : `${arrived} events`;
    return `${what}${copies > arrived ? ` (${copies} copies)` : ''}, ${laterMs > 0 ? '+' : ''}${laterMs} ms`;
  };
  const rows = Object.keys(DEATHS).map((death) => [death, ...RECEIVERS.map((receiver) => cell(death, receiver))]);
  const arrived = cells.filter((one) => one.arrived === 1).length;
  const latest = Math.max(...cells.map(({ laterMs }) => laterMs));
  return `${name}: ${arrived} of ${cells.length} arrived exactly once, death at most ${latest} ms later\n${table([['', ...RECEIVERS], ...rows])}`;
}
