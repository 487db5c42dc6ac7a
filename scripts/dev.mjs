/**
 * Everything that is needed to work on Vedette, reloading: the packages are rebuilt when their sources change, the
 * receiver restarts when it has been rebuilt, its page and the shop are served by vite. All end together.
 *
 *   pnpm dev        ends with Ctrl-C
 */
import path from 'node:path';
import { isMain, root, start, stop } from './lib/run.mjs';
import { build } from './setup.mjs';

/** They run from the start. What was built just now stays until it has been built again (`--no-clean`). */
const FIRST = {
  packages: { command: 'pnpm', args: ['--parallel', '--filter', './packages/*', 'run', 'dev', '--no-clean'] },
  receiver: {
    command: process.execPath,
    args: ['--watch', '--watch-preserve-output', 'dist/cli.js'],
    cwd: 'packages/receiver',
  },
};

/** They are told the DSN in `VEDETTE_DSN`, so they wait until the receiver has said it. */
const WITH_DSN = {
  page: {
    command: 'pnpm',
    args: ['exec', 'vite', '--config', 'src/ui/vite.config.ts', '--port', '5174'],
    cwd: 'packages/receiver',
  },
  'shop api': { command: 'pnpm', args: ['run', 'dev:api'], cwd: 'examples/shop' },
  'shop page': { command: 'pnpm', args: ['run', 'dev'], cwd: 'examples/shop' },
};

const DSN = /https?:\/\/\w+@\S+\/\d+/;
const NAME_WIDTH = 10;

async function dev() {
  if (!(await build())) {
    process.exitCode = 1;
    return;
  }
  const { receiver } = startAll(FIRST);
  let said = '';
  const waitForDsn = (chunk) => {
    said += chunk;
    const [dsn] = DSN.exec(said) ?? [];
    if (dsn) {
      receiver.stdout.off('data', waitForDsn);
      startAll(WITH_DSN, { VEDETTE_DSN: dsn });
    }
  };
  receiver.stdout.on('data', waitForDsn);
}

const running = new Map();

function startAll(programs, env = {}) {
  const started = {};
  for (const [name, { command, args, cwd = '.' }] of Object.entries(programs)) {
    const child = start(command, args, { cwd: path.join(root, cwd), env: { FORCE_COLOR: '1', ...env } });
    const write = prefixLines(`\u001b[${32 + running.size}m${name.padEnd(NAME_WIDTH)}\u001b[0m `);
    child.stdout.on('data', write);
    child.stderr.on('data', write);
    child.once('close', (code) => endAll(name, code));
    running.set(name, child);
    started[name] = child;
  }
  return started;
}

/** One that has ended ends the others: half of them is of no use, and easily overlooked. */
function endAll(name, code) {
  running.delete(name);
  if (process.exitCode === undefined) {
    console.log(`${name} has ended with code ${code}; ending the others`);
    process.exitCode = code === 0 ? 0 : 1;
    for (const child of running.values()) {
      stop(child);
    }
  }
}

/** Writes what comes in whole lines, so that two programs do not write into one another's. */
function prefixLines(prefix) {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      process.stdout.write(`${prefix}${line}\n`);
    }
  };
}

if (isMain(import.meta.url)) {
  await dev();
}
