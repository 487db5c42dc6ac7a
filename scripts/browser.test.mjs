import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root, run } from './lib/run.mjs';

let folder;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vedette-browsers-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a browser on the PATH is found, by any of its names', async () => {
  const firefox = await program('firefox', 'echo Mozilla Firefox 153.0');
  const chrome = await program('google-chrome', 'echo Google Chrome 156.0');
  const { found, said } = await look();
  expect(found).toEqual({ chromium: chrome, firefox });
  expect(said).toContain(`firefox: ${firefox} (found on PATH)`);
});

test('WebKit is found with the screen that its driver needs, and not without', async () => {
  const driver = await program('WebKitWebDriver', 'echo "Usage: $0 options"; exit 1');
  expect((await look()).found).toEqual({});
  await program('xvfb-run', '');
  expect((await look()).found).toEqual({ webkit: driver });
});

test('a program that only tells how to install a browser is none', async () => {
  await program('chromium-browser', 'echo Please install me with a package manager; exit 1');
  expect((await look()).found).toEqual({});
});

test('what the environment names comes before the PATH', async () => {
  await program('chromium', 'echo Chromium 156.0');
  const other = await program('other', '');
  expect((await look({ VEDETTE_CHROMIUM: other })).found).toEqual({ chromium: other });
});

test('what the environment names and cannot be run is an error', async () => {
  const { output } = await look({ VEDETTE_FIREFOX: path.join(folder, 'nothing') });
  expect(output).toMatch(/VEDETTE_FIREFOX is set to .*nothing, which cannot be run/);
});

test('one that is missing is named, with the ways to get it', async () => {
  const { said } = await look();
  expect(said.filter((line) => line.includes('none found'))).toHaveLength(3);
  expect(said).toContainEqual(
    expect.stringMatching(/^webkit: .*apt-get install .*playwright install .*VEDETTE_WEBKIT/),
  );
});

async function program(name, script) {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Looks in a process of its own, on a machine that has nothing but what the folder has. */
async function look(variables = {}) {
  const code = `import { findBrowsers } from './scripts/browser.mjs';
    const said = [];
    const found = await findBrowsers({ install: false, say: (line) => said.push(line) });
    console.log(JSON.stringify({ found, said }));`;
  const none = { VEDETTE_CHROMIUM: '', VEDETTE_FIREFOX: '', VEDETTE_WEBKIT: '', PLAYWRIGHT_BROWSERS_PATH: folder };
  const env = { PATH: folder, ...none, ...variables };
  const { stdout, output } = await run(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    env,
  });
  return { output, ...(stdout && JSON.parse(stdout)) };
}
