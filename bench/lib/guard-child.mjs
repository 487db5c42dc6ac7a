/**
 * Repeats one operation of `guard` as often as told, in a process that does the same each time, and prints how many bytes
 * it asked the engine for each time. Started by `guard-counts.mjs`, which says why and with which flags; the number of
 * times is what is counted from outside.
 *
 * Arguments: the operation (or nothing), and how often.
 */
import { getHeapStatistics } from 'node:v8';
import { addBreadcrumb, captureException, flush, init, startSpan } from '@vedette/node';
import { attributes, crumb, errorOf, FRAMES, smallCrumb } from './by-hand.mjs';
import { createSwallow, DSN } from './swallow.mjs';

/** Before anything is counted: what is made and compiled once is there then. */
const WARM_UP = 20;
/** Stretches of the work that are counted by themselves. The median of them counts: the collector may come into one. */
const STRETCHES = 5;
const CHILDREN = 9;

const [name, times] = process.argv.slice(2);

init({
  dsn: DSN,
  transport: createSwallow().transport,
  floodControl: false,
  release: 'guard@1.0.0',
  tracesSampler: ({ name }) => (name === 'sampled' ? 1 : 0),
});
for (let index = 0; index < 100; index += 1) {
  addBreadcrumb(crumb(index));
}
Error.stackTraceLimit = FRAMES;

const nothing = () => {};
const transaction = (name) => () =>
  startSpan({ name, op: 'http.server', forceTransaction: true }, () => {
    for (let index = 0; index < CHILDREN; index += 1) {
      startSpan({ name: `query ${index}`, op: 'db', attributes: attributes(index) }, nothing);
    }
  });
/** By name, each with the number of things it does. */
const OPERATIONS = {
  capture: [(index) => captureException(errorOf(index)), 1],
  'span, sampled': [transaction('sampled'), CHILDREN + 1],
  'span, unsampled': [transaction('unsampled'), CHILDREN + 1],
  breadcrumb: [(index) => addBreadcrumb(smallCrumb(index)), 1],
};

let index = 0;
const repeat = (operation, count) => {
  for (const until = index + count; index < until; ) {
    operation(index);
    index += 1;
  }
};
for (const [operation] of Object.values(OPERATIONS)) {
  repeat(operation, WARM_UP);
}
await flush(2000);

if (name) {
  const [operation, parts] = OPERATIONS[name];
  const stretches = [];
  for (let i = 0; i < STRETCHES; i += 1) {
    const before = getHeapStatistics().used_heap_size;
    repeat(operation, Number(times) / STRETCHES);
    stretches.push(((getHeapStatistics().used_heap_size - before) * STRETCHES) / Number(times) / parts);
    await flush(2000);
  }
  console.log(JSON.stringify({ bytes: stretches.sort((a, b) => a - b)[Math.floor(STRETCHES / 2)], parts }));
}
process.exit(0);
