/**
 * What becomes of a flood. First 500 different errors, captured in a loop by a program that then ends by itself, or calls
 * `process.exit`: how many arrive in the end, after the program was started once more, and of how many more the backend was
 * told that they were dropped, so that captured is what arrived and what was counted. Then one error a million times, or
 * 5,000 times when it is to be quick: how many envelopes reach the backend, and whether it knows the number, from those that
 * came and from what it was told of. Nothing is timed.
 */
import path from 'node:path';
import { isQuick } from './lib/mode.mjs';

const program = path.join(import.meta.dirname, 'flood', 'backend.mjs');
const MODULES = { ours: '@vedette/node', sentry: '@sentry/node', bugsnag: '@bugsnag/js' };

const scenario = (name, title, captured, mode, { end = 'ends', modules = MODULES } = {}) => ({
  name,
  title,
  programs: Object.fromEntries(
    Object.entries(modules).map(([who, module]) => [who, [program, module, mode, `${captured}`, end]]),
  ),
  columns: [
    ['captured', 'captured'],
    ['arrived', 'arrived'],
    ['told of as dropped', 'told'],
    ['together', 'accounted'],
    ['envelopes', 'envelopes'],
  ],
  isCount: true,
  rounds: 1,
});

const TIMES = isQuick ? 5000 : 1_000_000;

export const flood = [
  scenario('loop', '500 different errors in a loop, and the end', 500, 'different'),
  scenario('exit', '500 different errors in a loop, then `process.exit`', 500, 'different', { end: 'exits' }),
  // Bugsnag would take hours, and loses them all when it is stopped before.
  scenario('same', `one error ${TIMES} times`, TIMES, 'same', {
    modules: { ours: MODULES.ours, sentry: MODULES.sentry },
  }),
];
