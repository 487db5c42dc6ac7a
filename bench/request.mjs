/**
 * What a request costs a server: CPU time above the bare server, under load from another process over connections that
 * are kept alive, with a backend that takes everything. Everything is counted until the last envelope has arrived. The
 * Express application has a body parser, a router and a route with a parameter, answered in a later turn.
 *
 * Beside it p99 of the time to answer, and which share of the requests arrived at the backend as transactions, so that
 * nobody wins by dropping. The clients pause between requests, as long as a server needs that is to keep up.
 */
import path from 'node:path';

const driver = path.join(import.meta.dirname, 'lib', 'request-driver.mjs');
const REQUESTS = 12_000;
/** As many as a busy service has in an hour would take too long; what leaks shows after a few ten thousand. */
const MEMORY_REQUESTS = 50_000;

const RATES = { off: '', 'rate 0': '0', 'rate 0.1': '0.1', 'rate 1': '1' };
const MODULES = {
  http: { ours: '@vedette/node', sentry: '@sentry/node' },
  express: { ours: '@vedette/express', sentry: '@sentry/node' },
};

function programs(app, rates, requests, flags = []) {
  const run = (module, rate) => [...flags, driver, app, module, rate, `${requests}`];
  const contestants = Object.entries(rates).flatMap(([name, rate]) =>
    Object.entries(MODULES[app]).map(([who, module]) => [`${who}, ${name}`, run(module, rate)]),
  );
  return { bare: run('', ''), ...Object.fromEntries(contestants) };
}

const cost = (app, title) => ({
  title: `${title}, CPU time a request`,
  programs: programs(app, RATES, REQUESTS),
  columns: [
    ['us', 'us'],
    ['p99 ms', 'p99Ms'],
    ['arrived', 'arrived'],
  ],
  over: 'bare',
  rounds: 5,
});

export const request = [
  cost('http', 'plain http'),
  cost('express', 'Express 5'),
  {
    title: `Express 5, heap after ${MEMORY_REQUESTS} requests, all garbage collected`,
    programs: programs('express', { 'rate 0.1': '0.1' }, MEMORY_REQUESTS),
    columns: [
      ['kB more', 'grownKb'],
      ['RSS MB', 'rssMb'],
    ],
    rounds: 1,
  },
];
