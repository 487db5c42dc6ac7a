/**
 * What it costs a Node process to have us: CPU time and memory from its birth until `init` has returned, and how many
 * files were read for it. Loaded as ES modules and as CommonJS. Floor: a process that loads nothing.
 */
import { DSN } from './lib/swallow.mjs';

const PRINT = `
  const { user, system } = process.cpuUsage();
  const rssMb = process.memoryUsage.rss() / 1e6;
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, rssMb }));
  process.exit(0);
`;

const esm = (name) => `import { init } from '${name}'; init({ dsn: '${DSN}' });`;
const cjs = (name) => `require('${name}').init({ dsn: '${DSN}' });`;
const LOADS = {
  bare: ['module', ''],
  'ours, ESM': ['module', esm('@vedette/node')],
  'sentry, ESM': ['module', esm('@sentry/node')],
  'ours, CJS': ['commonjs', cjs('@vedette/node')],
  'sentry, CJS': ['commonjs', cjs('@sentry/node')],
};

const programs = (argumentsOf) =>
  Object.fromEntries(Object.entries(LOADS).map(([name, [type, code]]) => [name, argumentsOf(type, code)]));

export const start = [
  {
    title: 'load and init, CPU time and memory',
    programs: programs((type, code) => [`--input-type=${type}`, '-e', `${code}\n${PRINT}`]),
    columns: [
      ['CPU ms', 'cpuMs'],
      ['RSS MB', 'rssMb'],
    ],
    over: 'bare',
    rounds: 15,
  },
  {
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
];
