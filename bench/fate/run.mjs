/**
 * One contestant: runs every program without it and with it, and prints which ended differently. Arguments: its package, and
 * of how many programs one is run. Started by `fate`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { furtherPrograms } from './further-programs.mjs';

/** Programs under way at once: they wait more than they work. */
const AT_ONCE = 4;
const LATE_MS = 20_000;
const [sdk, every] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'fate-'));
const require = createRequire(import.meta.url);

const backend = createServer((request, response) => {
  request.resume().on('end', () => response.end('{}'));
});
await new Promise((resolve) => backend.listen(0, '127.0.0.1', resolve));
const preload = writePreload(backend.address().port);
const all = [...(await testedPrograms()), ...furtherPrograms];
const programs = all.filter((_, index) => index % Number(every) === 0);
const different = [];
const todo = [...programs.entries()];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let one = todo.shift(); one; one = todo.shift()) {
      const [index, program] = one;
      const bare = await run(program, index, []);
      const watched = await run(program, index, ['--require', preload]);
      if (JSON.stringify(bare) !== JSON.stringify(watched)) {
        different.push(program.does);
      }
    }
  }),
);
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ programs: programs.length, different }));
process.exit(0);

/** Those that our own tests run. */
async function testedPrograms() {
  const { outputFiles } = await build({
    entryPoints: [path.resolve(import.meta.dirname, '../../packages/node/test/fates.ts')],
    format: 'esm',
    write: false,
  });
  const file = path.join(folder, 'fates.mjs');
  writeFileSync(file, outputFiles[0].text);
  return (await import(file)).fates;
}

/** The same program lies at the same place both times, since what it writes may tell where. */
async function run({ program, nodeArgs = [], env = {}, esm, files = {} }, index, preloads) {
  const place = path.join(folder, `program-${index}`);
  mkdirSync(place, { recursive: true });
  const file = path.join(place, `program${esm ? '.mjs' : '.cjs'}`);
  for (const [name, text] of Object.entries({ ...files, [path.basename(file)]: program })) {
    writeFileSync(path.join(place, name), text);
  }
  const TMPDIR = mkdtempSync(path.join(folder, 'temporary-'));
  const child = spawn(process.execPath, [...nodeArgs, ...preloads, file], {
    env: { PATH: process.env.PATH, TMPDIR, ...env },
    cwd: place,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of Object.keys(written)) {
    child[name].setEncoding('utf8').on('data', (text) => {
      written[name] += text;
    });
  }
  const late = setTimeout(() => child.kill('SIGKILL'), LATE_MS);
  const [code, signal] = await new Promise((resolve) => child.once('close', (...ended) => resolve(ended)));
  clearTimeout(late);
  return { code, signal, stdout: withoutChance(written.stdout), stderr: withoutChance(written.stderr) };
}

/** Process ids differ; whether a thread's last message is read before its end or at it is luck, and Node's stack says which. */
function withoutChance(text) {
  return text
    .replaceAll(/\(node:\d+\)/g, '(node)')
    .replaceAll(/\n +at (\[kOnExit\]|Worker\.<computed>\.onexit) .*/g, '');
}

function writePreload(port) {
  const file = path.join(folder, 'preload.cjs');
  const from = JSON.stringify(require.resolve(sdk));
  const key = 'a'.repeat(32);
  const start =
    sdk === '@bugsnag/js'
      ? `start({ apiKey: '${key}', endpoints: { notify: 'http://127.0.0.1:${port}/', sessions: 'http://127.0.0.1:${port}/sessions' }, autoTrackSessions: false, logger: null })`
      : `init({ dsn: 'http://${key}@127.0.0.1:${port}/1' })`;
  writeFileSync(file, `require(${from}).${start};`);
  return file;
}
