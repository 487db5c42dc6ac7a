import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

let home: string;
let project: string;
let program: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'vedette-codemod-'));
  program = path.join(home, 'cli.cjs');
  const entryPoints = [fileURLToPath(new URL('cli.ts', import.meta.url))];
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
}, 30_000);

beforeEach(async () => {
  project = await mkdtemp(path.join(home, 'project-'));
});

afterAll(() => rm(home, { recursive: true, force: true }));

async function put(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(project, name)), { recursive: true });
    await writeFile(path.join(project, name), text);
  }
}

const read = (name: string) => readFile(path.join(project, name), 'utf8');

async function run(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { cwd: project });
  const output = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    output.out += data;
  });
  child.stderr.on('data', (data) => {
    output.err += data;
  });
  const [code] = await once(child, 'close');
  return { code, ...output };
}

const OLD = "import { init } from '@sentry/browser';\ninit();\n";
const NEW = "import { init } from '@vedette/browser';\ninit();\n";

it('moves the folder it is started in, and ends with 0 when nothing is left', async () => {
  await put({ 'src/a.ts': `\uFEFF${OLD}`, 'package.json': '{"dependencies":{"@sentry/browser":"9"}}' });
  const { code, err } = await run();
  expect({ code, a: await read('src/a.ts') }).toEqual({ code: 0, a: `\uFEFF${NEW}` });
  expect(await read('package.json')).toContain('@vedette/browser');
  expect(err).toContain('2 files name the SDK: 2 changed, 0 to look at, 0 failed.');
});

it('leaves alone what is installed, what was built, and files without the SDK', async () => {
  const files = { 'node_modules/x/a.js': OLD, 'dist/a.js': OLD, '.next/a.js': OLD, 'src/b.js': 'const = broken' };
  await put(files);
  expect((await run()).code).toBe(0);
  for (const [name, text] of Object.entries(files)) {
    expect(await read(name)).toBe(text);
  }
});

it('says what would be done, and writes nothing, with --dry and --print', async () => {
  await put({ 'a.ts': OLD });
  const dry = await run('--dry');
  const print = await run('--print', '.');
  expect([dry.code, print.code]).toEqual([0, 0]);
  expect(dry.err).toContain('would change a.ts');
  expect(print.out).toBe(`==> a.ts\n${NEW}\n`);
  expect(await read('a.ts')).toBe(OLD);
});

it('ends with 1 when something is left to look at, and says where, what and why', async () => {
  await put({ 'a.ts': "import { withSentryConfig } from '@sentry/nextjs';\n", 'b.vue': `<script>\n${OLD}</script>\n` });
  const { code, err } = await run();
  expect(code).toBe(1);
  expect(err).toMatch(/a\.ts:1\n {2}import .*\n {2}Vedette has no package for Next\.js/);
  expect(err).toMatch(/b\.vue:2\n.*\n {2}The codemod does not read this kind of file/);
});

it('leaves a file that cannot be parsed as it is, moves the others, and ends with 2', async () => {
  await put({ 'a.ts': `${OLD}const = 1;\n`, 'b.ts': OLD });
  const { code, err } = await run();
  expect(code).toBe(2);
  expect(err).toMatch(/a\.ts: left as it is\n {2}.*a\.ts:3:7 cannot be parsed: /);
  expect([await read('a.ts'), await read('b.ts')]).toEqual([`${OLD}const = 1;\n`, NEW]);
});

it('reads JSX in .js, and types in .tsx, .mts and .cts', async () => {
  const jsx = `${OLD}const a = <b>{init()}</b>;\n`;
  await put({
    'a.js': jsx,
    'a.jsx': jsx,
    'a.tsx': jsx,
    'a.mts': `${OLD}const a = <string>b;\n`,
    'a.cts': OLD,
    'a.cjs': "require('@sentry/node');\n",
  });
  expect((await run()).code).toBe(0);
  expect(await read('a.js')).toBe(jsx.replace(OLD, NEW));
  expect(await read('a.mts')).toBe(`${NEW}const a = <string>b;\n`);
  expect(await read('a.cjs')).toBe("require('@vedette/node');\n");
});

it('ends with 2 and says why when there is no such folder or option', async () => {
  expect(await run('nowhere')).toEqual({ code: 2, out: '', err: expect.stringContaining('no such file or directory') });
  expect(await run('--what')).toEqual({ code: 2, out: '', err: expect.stringContaining("Unknown option '--what'") });
});

it('tells how it is used', async () => {
  expect(await run('--help')).toEqual({
    code: 0,
    err: '',
    out: expect.stringContaining('vedette-codemod [folder ...]'),
  });
});
