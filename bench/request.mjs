/**
 * What a request costs a server: CPU time above the bare server, under load from another process over connections that
 * are kept alive, with a backend that takes everything. Everything is counted until the last envelope has arrived. The
 * Express application has a body parser, a router and a route with a parameter, answered in a later turn.
 *
 * Beside it which share of the requests arrived at the backend as transactions, so that nobody wins by dropping, how many
 * posts that took, and over how many connections. The clients pause between requests, as long as a server needs that is to
 * keep up. Time to answer is measured apart, with a server that has little to do: p99 is that of the requests, and of a
 * machine with others at work it is theirs. Floor: scopes by AsyncLocalStorage, a decision upon the trace, and one
 * transaction a post, written by hand.
 *
 * Memory is that of one long run each: it looks for what 200,000 requests leave behind, not for what they cost.
 */
import path from 'node:path';
import { isQuick } from './lib/mode.mjs';

const driver = path.join(import.meta.dirname, 'lib', 'request-driver.mjs');
const floor = path.join(import.meta.dirname, 'lib', 'request-floor.cjs');

const RATES = { off: '', 'rate 0': '0', 'rate 0.1': '0.1', 'rate 1': '1' };
const MODULES = {
  http: { floor, ours: '@vedette/node', sentry: '@sentry/node' },
  express: { floor, ours: '@vedette/express', sentry: '@sentry/node' },
};
/** Requests, before which `warmUp` are made; a process makes them `samples` times. */
const LOADS = isQuick
  ? {
      cost: { requests: 500, warmUp: 500, samples: 1, thinkingMs: 2 },
      answer: { requests: 300, warmUp: 300, samples: 1, thinkingMs: 8 },
      memory: { requests: 2000, warmUp: 1000, samples: 1, thinkingMs: 2 },
    }
  : {
      cost: { requests: 2400, warmUp: 9000, samples: 5, thinkingMs: 2 },
      answer: { requests: 2000, warmUp: 2000, samples: 3, thinkingMs: 16 },
      memory: { requests: 200_000, warmUp: 20_000, samples: 1, thinkingMs: 2 },
    };

const run = (app, load, sdk = '', rate = '') => [driver, JSON.stringify({ app, sdk, rate, ...load })];

/** `names`: contestants, such as `ours, rate 0`. */
function programs(app, load, names) {
  const contestants = names.map((name) => {
    const [who, rate] = name.split(', ');
    return [name, run(app, load, MODULES[app][who], RATES[rate])];
  });
  return { bare: run(app, load), ...Object.fromEntries(contestants) };
}

const everybody = Object.keys(RATES).flatMap((rate) => ['floor', 'ours', 'sentry'].map((who) => `${who}, ${rate}`));

const cost = (app, title) => ({
  name: app,
  title: `${title}, CPU time a request`,
  programs: programs(app, LOADS.cost, everybody),
  columns: [
    ['us', 'us'],
    ['arrived', 'arrived'],
    ['posts', 'posts'],
    ['connections', 'connections'],
  ],
  over: 'bare',
  rounds: 3,
});

const all = [
  cost('express', 'Express 5'),
  cost('http', 'plain http'),
  {
    name: 'answer',
    title: 'Express 5, time to answer',
    programs: programs('express', LOADS.answer, [
      'ours, off',
      'ours, rate 0',
      'ours, rate 0.1',
      'ours, rate 1',
      'sentry, rate 0.1',
    ]),
    columns: [
      ['p99 ms', 'p99Ms'],
      ['median ms', 'medianMs'],
    ],
    rounds: 5,
  },
  {
    name: 'memory',
    title: `Express 5, memory after ${LOADS.memory.requests} requests, all garbage collected`,
    programs: programs('express', LOADS.memory, ['ours, rate 0.1', 'ours, rate 1', 'sentry, rate 0.1']),
    columns: [
      ['heap, kB more', 'grownKb'],
      ['RSS MB', 'rssMb'],
      ['arrived', 'arrived'],
    ],
    isCount: true,
    rounds: 1,
  },
];

/** When it is to be quick, only what is promised. */
export const request = isQuick ? all.slice(0, 1) : all;
