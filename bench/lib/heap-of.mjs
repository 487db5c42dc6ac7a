/** A scenario that repeats one operation many times and looks at what stays in memory. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const child = path.join(import.meta.dirname, 'heap-child.mjs');

/** See `operationOf`; `operations` are repeated after a tenth as many to warm up. */
export function heapOf(moduleUrl, { name, title, contestants, batchSize, operations }) {
  const file = fileURLToPath(moduleUrl);
  const argumentsFor = (contestant) => ['--expose-gc', child, file, name, contestant, `${batchSize}`, `${operations}`];
  return {
    name,
    title,
    contestants,
    programs: Object.fromEntries(Object.keys(contestants).map((contestant) => [contestant, argumentsFor(contestant)])),
    columns: [
      ['kB after', 'after'],
      ['kB before', 'before'],
      ['kB more', 'grown'],
    ],
    rounds: 1,
  };
}
