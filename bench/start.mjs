/**
 * What it costs a Node process to have us: CPU time and memory from its birth until `init` has returned, how many files
 * were read for it, and how many packages an installation brings. Loaded as ES modules and as CommonJS. Bare is a process
 * that loads nothing. OpenTelemetry is its Node SDK with the instrumentations of http and Express, as its guide has it, and
 * can be loaded early enough only as CommonJS; Bugsnag reports errors and traces nothing.
 */
import { countPackages } from './lib/count-packages.mjs';
import { isQuick } from './lib/mode.mjs';
import { DSN } from './lib/swallow.mjs';

const PRINT = `
  const { user, system } = process.cpuUsage();
  const rssMb = process.memoryUsage.rss() / 1e6;
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, rssMb }));
  process.exit(0);
`;

const esm = (name) => `import { init } from '${name}'; init({ dsn: '${DSN}' });`;
const cjs = (name) => `require('${name}').init({ dsn: '${DSN}' });`;
const OPENTELEMETRY = `
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
  const { ExpressInstrumentation } = require('@opentelemetry/instrumentation-express');
  new NodeSDK({ instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()] }).start();`;
const BUGSNAG = `require('@bugsnag/js').start({ apiKey: '${'a'.repeat(32)}', autoTrackSessions: false, logger: null });`;
const LOADS = {
  'bare, ESM': ['module', ''],
  'bare, CJS': ['commonjs', ''],
  'ours, ESM': ['module', esm('@vedette/node')],
  'sentry, ESM': ['module', esm('@sentry/node')],
  'ours, CJS': ['commonjs', cjs('@vedette/node')],
  'sentry, CJS': ['commonjs', cjs('@sentry/node')],
  'opentelemetry, CJS': ['commonjs', OPENTELEMETRY],
  'bugsnag, CJS': ['commonjs', BUGSNAG],
};

const programs = (argumentsOf) =>
  Object.fromEntries(Object.entries(LOADS).map(([name, [type, code]]) => [name, argumentsOf(type, code)]));

export const start = [
  {
    name: 'cost',
    title: 'load and init, CPU time and memory',
    programs: programs((type, code) => [`--input-type=${type}`, '-e', `${code}\n${PRINT}`]),
    columns: [
      ['CPU ms', 'cpuMs'],
      ['RSS MB', 'rssMb'],
    ],
    over: 'bare',
    rounds: isQuick ? 15 : 25,
    share: 3,
  },
  {
    name: 'files',
    title: 'load and init, files read',
    programs: programs((type, code) => [
      '--require',
      './lib/count-files.cjs',
      `--input-type=${type}`,
      '-e',
      `${code}\nprocess.exit(0);`,
    ]),
    columns: [['files', 'files']],
    over: 'bare',
    rounds: 1,
  },
  {
    name: 'packages',
    title: 'packages that an installation brings',
    measure: async () =>
      Object.entries({
        ours: ['@vedette/node'],
        sentry: ['@sentry/node'],
        opentelemetry: [
          '@opentelemetry/sdk-node',
          '@opentelemetry/instrumentation-http',
          '@opentelemetry/instrumentation-express',
        ],
        bugsnag: ['@bugsnag/js'],
      }).map(([name, wanted]) => ({ name, samples: [{ packages: countPackages(wanted) }] })),
    columns: [['packages', 'packages']],
    rounds: 1,
  },
];
