/** A scenario that measures one operation many times, the contestants each in a process of their own. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isQuick } from './mode.mjs';

const child = path.join(import.meta.dirname, 'child.mjs');

/**
 * Operations after which the engine has compiled what is hot. Measured on captures, the longest of all: after 250 of them
 * its other threads still take a third of the time, after 1500 a sixth, and that stays.
 */
const WARM_UP_OPERATIONS = 1500;

/**
 * `moduleUrl`: the file whose only export is the list of scenarios with this one in it; the processes find it there.
 *
 * `contestants`: functions by name, which take the scenario's name and return `operation(index)`, what is measured;
 * `settle()`, which waits until the operations of a batch have done all their work; and `count()`, how many have, so
 * that nobody wins by dropping. `batchSize` operations are followed by one `settle()`; `batches` of them are timed.
 * `parts`: into how many equal things an operation is divided for the table.
 */
export function operationOf(moduleUrl, { name, title, contestants, batchSize, batches, parts = 1 }) {
  const file = fileURLToPath(moduleUrl);
  const warmUp = Math.max(3, batches / 4, WARM_UP_OPERATIONS / batchSize);
  const part = isQuick ? 4 : 1;
  const sizes = [batchSize, Math.ceil(batches / part), Math.ceil(warmUp / part), parts];
  const argumentsFor = (contestant) => [child, file, name, contestant, ...sizes.map(String)];
  return {
    name,
    title: `${title}, CPU time and memory asked for`,
    contestants,
    programs: Object.fromEntries(Object.keys(contestants).map((contestant) => [contestant, argumentsFor(contestant)])),
    columns: [
      ['us', 'us'],
      ['kB', 'kb'],
    ],
    rounds: 15,
  };
}
