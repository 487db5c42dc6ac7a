/**
 * One contestant of one curve, in a process of its own: measures all sizes in turns and prints, for each round, what one
 * operation of each size takes, in microseconds of CPU time. Started by `scale`.
 */
import { isQuick } from './mode.mjs';
import { CURVES } from './scale-curves.mjs';

/** CPU time that is spent on each size, in milliseconds: before, while the engine compiles, and in each round. */
const WARM_UP_MS = isQuick ? 10 : 200;
const ROUND_MS = isQuick ? 5 : 40;
const ROUNDS = isQuick ? 2 : 5;
/** Larger sizes take seconds each. */
const MAX_SIZE = isQuick ? 1000 : Number.POSITIVE_INFINITY;

const [name, contestant] = process.argv.slice(2);
const { sizes, prepare } = CURVES[name];
const { operationOf, settle, count } = await prepare(contestant);

const operations = [];
for (const size of sizes.filter((size) => size <= MAX_SIZE)) {
  operations.push({ size, operation: await operationOf(size) });
}
for (const one of operations) {
  one.usPerOperation = await measure(one, WARM_UP_MS);
}
for (let round = 0; round < ROUNDS; round += 1) {
  const sample = {};
  for (const one of operations) {
    sample[one.size] = await measure(one, ROUND_MS);
  }
  console.log(JSON.stringify(sample));
}
process.exit(0);

/** Repeats an operation until it has taken as long as wanted; microseconds that one took. */
async function measure({ operation }, wantedMs) {
  const countBefore = count?.();
  let times = 0;
  let usedMs = 0;
  const before = process.cpuUsage();
  do {
    await operation(times);
    times += 1;
    await settle();
    const { user, system } = process.cpuUsage(before);
    usedMs = (user + system) / 1000;
  } while (usedMs < wantedMs);
  if (count && count() - countBefore < times) {
    throw new Error(`only ${count() - countBefore} of ${times} operations did their work`);
  }
  return (usedMs * 1000) / times;
}
