/**
 * Small programs that end in every way: by themselves, by an error, a rejection, an exit, a signal, in threads and in
 * processes of their own. Each runs without an SDK and with one, preloaded and started with a DSN: is the exit code or
 * the signal the same, and is what it wrote on stdout and stderr the same to the byte? But for process ids, and for two lines of
 * a thread's stack that are Node's chance. When it is to be quick, peers run a part of the programs.
 */
import path from 'node:path';
import { isQuick } from './lib/mode.mjs';

const runner = path.join(import.meta.dirname, 'fate', 'run.mjs');
/** Of how many programs a peer runs one. */
const EVERY = isQuick ? 8 : 1;

export const fate = [
  {
    name: 'programs',
    title: 'programs that end as without an SDK',
    programs: {
      ours: [runner, '@vedette/node', '1'],
      sentry: [runner, '@sentry/node', `${EVERY}`],
      bugsnag: [runner, '@bugsnag/js', `${EVERY}`],
    },
    toFigures: (results) =>
      Object.fromEntries(
        results.map(({ name, samples: [{ programs, different }] }) => [
          name,
          { programs, equal: programs - different.length },
        ]),
      ),
    toRows: (results) => [
      ['', 'end the same', 'of'],
      ...results.map(({ name, samples: [{ programs, different }] }) => [name, programs - different.length, programs]),
    ],
    toNotes: (results) =>
      results
        .filter(({ samples: [{ different }] }) => different.length > 0)
        .map(
          ({ name, samples: [{ different }] }) => `${name} changes the end of a program that ${different.join('; ')}`,
        ),
    rounds: 1,
  },
];
