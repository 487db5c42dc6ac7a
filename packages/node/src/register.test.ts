import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Programs, preparePrograms } from '../test/run-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vedette-register-'));
const bundles = { cjs: path.join(folder, 'register.cjs'), esm: path.join(folder, 'register.mjs') };
let programs: Programs;
let backend: Backend;

beforeAll(async () => {
  programs = await preparePrograms();
  await Promise.all(
    (['cjs', 'esm'] as const).map((format) =>
      build({
        entryPoints: [fileURLToPath(new URL('register.ts', import.meta.url))],
        outfile: bundles[format],
        bundle: true,
        format,
        platform: 'node',
        target: 'node18',
        conditions: ['@vedette/source'],
      }),
    ),
  );
});
afterAll(() => {
  programs.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  backend = await startBackend();
});
afterEach(() => backend.close());

const ways: Array<[name: string, nodeArgs: string[]]> = [
  ['--require', ['--require', bundles.cjs]],
  ['--import', ['--import', pathToFileURL(bundles.esm).href]],
];

test.each(ways)('%s starts monitoring by the environment, before the program', async (_, nodeArgs) => {
  const { code, stdout } = await programs.run(`console.log('ran'); throw new Error('boom')`, {
    nodeArgs,
    env: { SENTRY_DSN: backend.dsn, SENTRY_RELEASE: 'shop@7', SENTRY_ENVIRONMENT: 'staging' },
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'ran\n' });
  expect(backend.events()).toMatchObject([
    { level: 'fatal', release: 'shop@7', environment: 'staging', exception: { values: [{ value: 'boom' }] } },
  ]);
});

test.each(ways)('%s changes nothing without a DSN', async (_, nodeArgs) => {
  const program = `console.log('ran'); setTimeout(() => { throw new Error('boom') }, 5)`;
  const [bare, registered] = [await programs.run(program), await programs.run(program, { nodeArgs })];
  expect(registered.code).toBe(bare.code);
  expect(registered.stdout).toBe(bare.stdout);
});
