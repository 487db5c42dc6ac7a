import './instrument.js';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { captureException, setContext, setTag, startSpan, withIsolationScope, withMonitor } from '@vedette/node';
import { send } from './send.js';

/** A folder is the queue: a file is a job, and its name says which. Failed jobs are kept beside it. */
const QUEUE = 'jobs';
const FAILED = 'failed';
const PAUSE_MS = 1000;
/** The receiver is told how often to expect us: when check-ins stop coming, the monitor says that they were missed. */
const MONITOR = { schedule: { type: 'interval', value: 1, unit: 'minute' }, checkinMargin: 1, maxRuntime: 5 };

/** What is known of a job stays with it: tags and breadcrumbs of one are not on the errors of the next. */
function work(name) {
  return withIsolationScope(() =>
    startSpan({ name: 'send an invoice', op: 'queue.process', forceTransaction: true }, async () => {
      setTag('job', name);
      try {
        const job = JSON.parse(await readFile(`${QUEUE}/${name}`, 'utf8'));
        setContext('order', job);
        await send(job);
      } catch (error) {
        captureException(error);
        throw error;
      }
    }),
  );
}

/** Takes what waits, and rejects in the end when a job failed: then the check-in says so. */
async function round() {
  let failures = 0;
  for (const name of await readdir(QUEUE)) {
    try {
      await work(name);
      await rm(`${QUEUE}/${name}`);
    } catch {
      failures += 1;
      await rename(`${QUEUE}/${name}`, `${FAILED}/${name}`);
    }
  }
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}

await mkdir(QUEUE, { recursive: true });
await mkdir(FAILED, { recursive: true });
console.log('waiting for jobs');
for (;;) {
  if ((await readdir(QUEUE)).length > 0) {
    // What failed has been reported job by job; the check-in adds that this round did not go well.
    await withMonitor('send-invoices', round, MONITOR).catch(() => {});
  }
  await setTimeout(PAUSE_MS);
}
