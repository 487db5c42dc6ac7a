/**
 * Everything that is needed to work on Vedette, reloading: the packages are rebuilt when their sources change, the
 * receiver restarts when it has been rebuilt, its page and the shop are served by vite. All end together.
 *
 *   pnpm dev        ends with Ctrl-C
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isMain, root, start, stop } from './lib/run.mjs';
import { build } from './setup.mjs';

/** What runs, each with the color of its prefix. A program whose `file` is not there yet is left out. */
const PROGRAMS = [
  {
    name: 'packages',
    command: 'pnpm',
    // What was built just now stays until it has been built again, for the others to start with.
    args: ['--parallel', '--filter', './packages/*', 'run', 'dev', '--no-clean'],
  },
  {
    name: 'receiver',
    command: process.execPath,
    args: ['--watch', '--watch-preserve-output', 'dist/cli.js'],
    cwd: 'packages/receiver',
    file: 'dist/cli.js',
  },
  {
    name: 'page',
    command: 'pnpm',
    args: ['exec', 'vite'],
    cwd: 'packages/receiver',
    file: 'vite.config.ts',
  },
  {
    name: 'shop',
    command: 'pnpm',
    args: ['run', 'dev'],
    cwd: 'examples/shop',
    file: 'vite.config.ts',
  },
];

async function dev() {
  if (!(await build())) {
    process.exitCode = 1;
    return;
  }
  const ready = PROGRAMS.filter(({ file, cwd = '.' }) => !file || existsSync(path.join(root, cwd, file)));
  const width = Math.max(...ready.map(({ name }) => name.length));
  const children = ready.map(({ name, command, args, cwd = '.' }, index) => {
    const child = start(command, args, { cwd: path.join(root, cwd), env: { FORCE_COLOR: '1' } });
    const prefix = `\u001b[${32 + index}m${name.padEnd(width)}\u001b[0m `;
    child.stdout.on('data', prefixLines(prefix));
    child.stderr.on('data', prefixLines(prefix));
    return { name, child };
  });
  for (const { name, child } of children) {
    child.once('close', (code) => {
      console.log(`${name} has ended with code ${code}; ending the others`);
      for (const other of children) {
        stop(other.child);
      }
      process.exitCode = code === 0 ? 0 : 1;
    });
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
