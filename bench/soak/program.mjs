/**
 * The program that is soaked: an Express application that does a little of everything, for as long as it is asked. Counts
 * what it captures, which is the left side of the ledger. Started by `start-program.mjs`, told what to do by messages.
 *
 * Arguments: the DSN, and the folder of the spool.
 */
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  addBreadcrumb,
  captureException,
  captureMessage,
  init,
  logger,
  metrics,
  setTag,
  setupExpressErrorHandler,
  startSpan,
  withIsolationScope,
  withMonitor,
  withScope,
} from '@vedette/express';
import express from 'express';
import { weigh } from './weigh.mjs';

const [dsn, folder] = process.argv.slice(2);
/** Milliseconds after which a connection without requests is closed, so that none is left where we look for leaks. */
const KEEP_ALIVE_MS = 500;
const FILLER = path.join(folder, 'filler');

let isClosing = false;
const captured = { error: 0, transaction: 0, log_item: 0, trace_metric: 0, monitor: 0, session: 0 };
/** Requests, and what the SDK handed over of them as sessions. */
const requests = { begun: 0, asSessions: 0 };

const client = init({
  dsn,
  release: 'soak@1.0.0',
  tracesSampleRate: 0.5,
  enableLogs: true,
  spool: { path: folder },
});
client.on('beforeEnvelope', ([, items]) => {
  for (const [{ type }, payload] of items) {
    if (type === 'session' || type === 'sessions') {
      captured.session += 1;
      requests.asSessions += sessionsIn(payload);
      // Two that were counted in one minute may be as many, and would be taken for one that came again.
      payload.attrs = { ...payload.attrs, user_agent: `the ${captured.session}th` };
    }
  }
});

// A request that its client gave up is over while some of its work goes on, which is then a transaction of its own.
client.on('preprocessEvent', ({ type, contexts }) => {
  captured.transaction += Number(type === 'transaction' && contexts.trace.op !== 'http.server');
});

const app = express();
app.use((_request, _response, next) => {
  requests.begun += 1;
  captured.transaction += 1;
  next();
});
app.get('/works/:id', (request, response) => {
  addBreadcrumb({ category: 'cart', message: `item ${request.params.id} added`, data: { quantity: 2 } });
  setTag('customer', request.params.id);
  captured.log_item += 1;
  logger.info(`order ${request.params.id} placed`, { order: request.params.id });
  captured.trace_metric += 2;
  metrics.count('orders');
  metrics.distribution('order.value', Number(request.params.id), { unit: 'euro' });
  startSpan({ name: 'SELECT orders', op: 'db' }, () => {});
  response.json({ id: request.params.id });
});
app.get('/waits/:id', async (request, response) => {
  await startSpan({ name: 'wait', op: 'task' }, () => wait(50));
  captured.log_item += 1;
  logger.warn('that took long', { id: request.params.id });
  response.json({ id: request.params.id });
});
app.get('/throws/:kind', (request) => {
  captured.error += 1;
  throw failureOf(request.params.kind);
});
app.get('/catches/:kind', async (request, response) => {
  await withIsolationScope(async (scope) => {
    scope.setUser({ id: request.params.kind });
    await wait(5);
    captured.error += 2;
    withScope((inner) => {
      inner.setExtra('kind', { of: request.params.kind });
      captureException(failureOf(request.params.kind, { cause: new Error('below it') }));
    });
    captureMessage(`message of kind ${request.params.kind}`, 'warning');
  });
  response.json({});
});
app.get('/runs/:job', async (request, response) => {
  captured.monitor += 2;
  await withMonitor(`job-${request.params.job}`, () => wait(20));
  response.json({});
});
app.get('/asks/:id', (request, response) => {
  get({ port: server.address().port, path: `/works/${request.params.id}` }, (answer) => {
    answer.resume().on('end', () => response.json({}));
  });
});
setupExpressErrorHandler(app);
// Express would print each of them.
app.use((_error, _request, response, _next) => response.status(500).json({}));

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
server.keepAliveTimeout = KEEP_ALIVE_MS;

const ANSWERS = {
  counts: async () => ({ captured, requests }),
  /** Sends what waits, as far as that is possible now; bytes that wait on the disk. */
  async flush() {
    await client.flush(2000);
    return { waitingBytes: waitingBytes() };
  },
  weigh,
  async fillDisk() {
    return { isFull: fillDisk() };
  },
  async freeDisk() {
    rmSync(FILLER, { force: true });
    return {};
  },
  /** From here on nothing but us could hold the process. */
  async close() {
    isClosing = true;
    server.close();
    await client.close(2000);
    setImmediate(() => process.disconnect());
    return {};
  },
};
// Who asked us is gone.
process.once('disconnect', () => isClosing || process.exit(1));
process.on('message', async ({ id, question }) => process.send({ id, ...(await ANSWERS[question]()) }));

/** Of a class of its own: equal ones would be held back for coming too often, and few would have to be sent. */
function failureOf(kind, options) {
  return Object.assign(new Error(`failure of kind ${kind}`, options), { name: `Kind${kind}Error` });
}

function sessionsIn({ aggregates = [] }) {
  return aggregates.reduce((sum, { exited = 0, errored = 0, crashed = 0 }) => sum + exited + errored + crashed, 0);
}

function waitingBytes() {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.spool'));
  return names.reduce(
    (sum, name) => sum + (statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Whether the disk was small enough to fill. */
function fillDisk() {
  try {
    writeFileSync(FILLER, Buffer.alloc(2_000_000));
    return false;
  } catch (error) {
    return error.code === 'ENOSPC';
  }
}
