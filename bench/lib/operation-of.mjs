/** The programs of a scenario that measures one operation many times. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const child = path.join(import.meta.dirname, 'child.mjs');

/**
 * Arguments for node, by contestant. The file of the family exports `contestants`, functions that take the scenario's
 * name and return `operation(index)`, what is measured; `settle()`, which waits until the operations of a batch have
 * done all their work; and `count()`, how many have, so that nobody wins by dropping.
 */
export function operationOf(moduleUrl, scenario, { contestants, batchSize, batches }) {
  const file = fileURLToPath(moduleUrl);
  return Object.fromEntries(
    contestants.map((name) => [name, [child, file, scenario, name, String(batchSize), String(batches)]]),
  );
}
