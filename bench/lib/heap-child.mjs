/**
 * One contestant in a process of its own: repeats its operation and prints how much of the heap and of the machine's memory
 * is in use afterwards, all garbage collected, and what each operation has left there: about nothing, or it is a leak. Started with `--expose-gc` by `heapOf`.
 */
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [file, scenario, contestant, batchSize, operations] = process.argv.slice(2);
const [scenarios] = Object.values(await import(pathToFileURL(file).href));
const { contestants } = scenarios.find(({ name }) => name === scenario);
const { operation, settle = async () => {} } = await contestants[contestant](scenario);

let index = 0;
async function repeat(times) {
  for (const until = index + times; index < until; ) {
    operation(index);
    index += 1;
    if (index % Number(batchSize) === 0) {
      await settle();
    }
  }
  await settle();
}

async function heapKb() {
  // What waits for a promise or a finalizer lets go only after a turn.
  await setImmediate();
  globalThis.gc();
  await setImmediate();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1000;
}

// Caches are filled and code is compiled by then.
await repeat(Number(operations) / 2);
const before = await heapKb();
await repeat(Number(operations));
const after = await heapKb();
const rssMb = process.memoryUsage.rss() / 1e6;
console.log(JSON.stringify({ heapKb: after, rssMb, leftBytes: ((after - before) * 1000) / Number(operations) }));
process.exit(0);
