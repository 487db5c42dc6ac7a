/**
 * One contestant in a process of its own: prepares the operation that is measured, warms it up, and prints the CPU
 * time of one operation, and how much memory it asks for: a sample for each fifth of the batches. Started by `operationOf`.
 */
import { pathToFileURL } from 'node:url';
import { startCounting } from './allocated.mjs';

const SLICES = 5;

const [file, scenario, contestant, batchSize, batches, warmUp, parts] = process.argv.slice(2);
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

for (let i = 0; i < Number(warmUp); i += 1) {
  await batch();
}
const samples = [];
for (let slice = 0; slice < SLICES; slice += 1) {
  samples.push(await slicedUs(Math.ceil(Number(batches) / SLICES)));
}
const kb = (await allocatedBytes()) / 1000 / Number(parts);
for (const us of samples) {
  console.log(JSON.stringify({ us, kb }));
}
process.exit(0);

/** CPU time of one operation, in microseconds, on average of some batches. */
async function slicedUs(times) {
  const operations = Number(batchSize) * times;
  const countBefore = count?.() ?? 0;
  const before = process.cpuUsage();
  for (let i = 0; i < times; i += 1) {
    await batch();
  }
  const { user, system } = process.cpuUsage(before);
  if (count && count() - countBefore < operations) {
    throw new Error(`only ${count() - countBefore} of ${operations} operations did their work`);
  }
  return (user + system) / operations / Number(parts);
}

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
