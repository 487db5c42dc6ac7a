/**
 * What we promise, as data: the rows of the design's table of numbers, each with where the measured figure is found.
 * The run holds its figures against these and says `held` or `missed`; nobody else does.
 *
 * `goal`: at most that much, in `unit`; with `isLeast`, at least. With `of`, the figure under that key is how many were tried,
 * and all of them have to hold. `designPeer`: what the peer took when the goals were set, on a machine like this one; it gives the
 * ratio that we set out for. `read`: family, scenario and key of the figure; `ours`, `peer` and `floor`: the contestants' names
 * where they are not these. `readme`: what README.md calls it, for the few that stand there.
 */
export const promises = [
  size('browser: capture only, gzip', 'core: `createClient` and `captureException` only', 5, 18.6),
  size('browser: `init` with all default integrations, gzip', 'browser: `init` with all defaults', 9, 29),
  size('browser: with tracing and web vitals, gzip', 'browser: with tracing and web vitals', 17, 48.8),
  size('react: `init` and `ErrorBoundary`, gzip', 'react: `init` and `ErrorBoundary`', 10, 30.2),
  inPage('browser: compile and `init`', 'start', 3, 9.3, 'ms', 'a page: compile and `init`'),
  inPage('browser: compile and `init`, with tracing', 'start-tracing', 6, 16.4, 'ms'),
  inPage('browser: added to a click', 'click', 1.5, 6.3, 'us', 'a page: added to a click'),
  inPage('browser: added to a fetch with tracing', 'fetch', 12, 60, 'us', 'a page: added to a traced `fetch`'),
  inPage('browser: one capture', 'capture', 130, 395, 'us', 'a page: one `captureException`'),
  ...['ESM', 'CJS'].flatMap((kind) => [
    atStart(`Node: load and \`init\`, ${kind}`, kind, 'cost', 'cpuMs', 15, 230, 'ms'),
    atStart(`Node: memory of that, ${kind}`, kind, 'cost', 'rssMb', 6, 37, 'MB'),
    atStart(`Node: files of that, ${kind}`, kind, 'files', 'files', 4, 598, 'files'),
  ]),
  {
    what: 'Node: packages installed for `@vedette/node`',
    goal: 4,
    unit: 'packages',
    designPeer: 40,
    read: ['start', 'packages', 'packages'],
    readme: 'Node: packages installed',
  },
  onExpress('tracing off', 'off', 15, 63),
  onExpress('rate 0', 'rate 0', 20, 239, 'Express: added to a request, no trace kept'),
  onExpress('rate 0.1', 'rate 0.1', 35, 356, 'Express: added to a request, a tenth of the traces kept'),
  onExpress('rate 1', 'rate 1', 95, 674, 'Express: added to a request, all traces kept'),
  {
    what: 'Node: a capture with 100 breadcrumbs and 30 frames',
    goal: 180,
    unit: 'us',
    designPeer: 705,
    read: ['capture', 'capture', 'us'],
    readme: 'Node: one `captureException`, 100 breadcrumbs, 30 frames',
  },
  operation('a span, sampled', ['span', 'sampled', 'us'], 3, 20.6, 'Node: a span that is kept'),
  operation('a span, unsampled', ['span', 'unsampled', 'us'], 0.6, 4.7, 'Node: a span that is not'),
  operation('`addBreadcrumb`', ['breadcrumb', 'addBreadcrumb', 'us'], 0.25, 0.89, '`addBreadcrumb`'),
  operation('`withScope`', ['breadcrumb', 'withScope', 'us'], 1, 6.5, '`withScope`'),
  {
    what: '500 captures in a loop, then `process.exit`: arrive, or are told of as held back, to the exact count',
    goal: 500,
    of: 'captured',
    unit: 'captures',
    designPeer: 64,
    read: ['flood', 'exit', 'accounted'],
    readme: '500 captures in a loop that arrive or are counted',
  },
  {
    what: 'kinds of process death x receivers: delivered once in the end, and dying as without us',
    goal: 60,
    of: 'cells',
    unit: 'cells',
    designPeer: 2,
    read: ['crash', 'matrix', 'held'],
    readme: 'deaths of a process after which its error arrives once',
  },
  {
    what: 'small programs whose exit code, stdout and stderr are byte-equal with and without us',
    goal: 75,
    of: 'programs',
    unit: 'programs',
    designPeer: 30,
    read: ['fate', 'programs', 'equal'],
    readme: 'programs that end, to the byte, as without an SDK',
  },
  {
    what: 'secrets that leave',
    goal: 0,
    unit: 'secrets',
    designPeer: 950,
    read: ['privacy', 'leaks', 'left'],
    readme: 'secrets of our corpus that leave',
  },
  {
    what: 'receiver: durable events a second, on two cores',
    goal: 2000,
    isLeast: true,
    unit: 'events/s',
    read: ['receiver', 'load', 'perSecond'],
    readme: 'the receiver: durable events a second',
  },
];

function size(what, scenario, goal, designPeer) {
  return { what, goal, unit: 'kB', designPeer, read: ['size', 'gzip', scenario] };
}

function inPage(what, scenario, goal, designPeer, unit, readme) {
  return { what, goal, unit, designPeer, read: ['browser', scenario, 'time'], readme };
}

function atStart(what, kind, scenario, key, goal, designPeer, unit) {
  const readme = kind === 'CJS' && scenario === 'cost' ? what.replace(', CJS', '') : undefined;
  const names = { ours: `ours, ${kind}`, peer: `sentry, ${kind}` };
  return { what, goal, unit, designPeer, read: ['start', scenario, key], ...names, readme };
}

function onExpress(what, rate, goal, designPeer, readme) {
  const names = { ours: `ours, ${rate}`, peer: `sentry, ${rate}`, floor: `floor, ${rate}` };
  const read = ['request', 'express', 'us'];
  return { what: `Express 5: added to a request, ${what}`, goal, unit: 'us', designPeer, read, ...names, readme };
}

function operation(what, read, goal, designPeer, readme) {
  return { what: `Node: ${what}`, goal, unit: 'us', designPeer, read, readme };
}
