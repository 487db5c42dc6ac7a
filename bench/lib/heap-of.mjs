/** A scenario that repeats one operation many times and looks at what stays in memory. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isQuick } from './mode.mjs';

const child = path.join(import.meta.dirname, 'heap-child.mjs');

/** See `operationOf`; `operations` are repeated after half as many to warm up, a twentieth of them where it is to be quick. */
export function heapOf(moduleUrl, { name, title, contestants, batchSize, operations, rounds = 15 }) {
  const file = fileURLToPath(moduleUrl);
  const sizes = [batchSize, isQuick ? operations / 20 : operations].map(String);
  const argumentsFor = (contestant) => ['--expose-gc', child, file, name, contestant, ...sizes];
  return {
    name,
    title,
    contestants,
    programs: Object.fromEntries(Object.keys(contestants).map((contestant) => [contestant, argumentsFor(contestant)])),
    columns: [
      ['heap, kB', 'heapKb'],
      ['RSS, MB', 'rssMb'],
      ['bytes that each left', 'leftBytes'],
    ],
    rounds,
  };
}
