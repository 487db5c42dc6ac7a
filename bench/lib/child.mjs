/**
 * One contestant in a process of its own: prepares the operation that is measured, warms it up, and prints the CPU
 * time of one operation, and how much memory it asks for. Started by `operationOf`.
 */
import { pathToFileURL } from 'node:url';
import { startCounting } from './allocated.mjs';

const [file, scenario, contestant, batchSize, batches, parts] = process.argv.slice(2);
const [scenarios] = Object.values(await import(pathToFileURL(file).href));
const { contestants } = scenarios.find(({ name }) => name === scenario);
const { operation, settle = async () => {}, count } = await contestants[contestant](scenario);

let index = 0;
async function batch() {
  for (let i = 0; i < Number(batchSize); i += 1) {
    operation(index);
    index += 1;
  }
  await settle();
}

// The engine has compiled what is hot by then; measured: after a tenth the times stand still.
for (let i = 0; i < Math.max(3, Number(batches) / 4); i += 1) {
  await batch();
}
const countBefore = count?.() ?? 0;
const before = process.cpuUsage();
for (let i = 0; i < Number(batches); i += 1) {
  await batch();
}
const { user, system } = process.cpuUsage(before);
const operations = Number(batchSize) * Number(batches);
if (count && count() - countBefore < operations) {
  throw new Error(`only ${count() - countBefore} of ${operations} operations did their work`);
}
const us = (user + system) / operations / Number(parts);
console.log(JSON.stringify({ us, kb: (await allocatedBytes()) / 1000 / Number(parts) }));
process.exit(0);

/** Bytes that one operation asks for, settling included: a batch of them, counted in small steps. */
async function allocatedBytes() {
  const counting = startCounting();
  const step = Math.ceil(Number(batchSize) / 100);
  for (let i = 0; i < Number(batchSize); i += 1) {
    operation(index);
    index += 1;
    if (i % step === 0) {
      counting.look();
    }
  }
  await settle();
  return counting.end() / Number(batchSize);
}
