/**
 * Finds a Chromium for the tests that need one, and gets one if there is none: an environment variable, the PATH,
 * playwright's own, `playwright install`, and at last the distribution's package manager.
 *
 *   node scripts/browser.mjs     prints where it is
 */
import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isMain, root, run } from './lib/run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** A download that has not come by then will not come: closed networks let it hang instead of refusing it. */
const DOWNLOAD_TIMEOUT_MS = 120_000;
const PACKAGE_TIMEOUT_MS = 300_000;

const isRoot = process.getuid?.() === 0;

/**
 * How to start Chromium for a test: no graphics card and no calls home, which hang in a closed network. Its sandbox
 * stays on except as root, where Chromium refuses to start with it.
 */
export const chromiumFlags = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium, or `undefined` when none could be had. Says in one line where it came from. */
export async function findChromium({ say = console.log } = {}) {
  for (const source of [fromEnvironment, fromPath, fromPlaywright, byPlaywrightInstall, byPackageManager]) {
    const found = await source();
    if (found) {
      say(`chromium: ${found.file} (${found.how})`);
      return found.file;
    }
  }
  say('chromium: none found and none could be installed; name one in VEDETTE_CHROMIUM');
  return undefined;
}

async function fromEnvironment() {
  const file = process.env.VEDETTE_CHROMIUM;
  if (file && !(await isProgram(file))) {
    throw new Error(`VEDETTE_CHROMIUM is set to ${file}, which cannot be run`);
  }
  return file && { file, how: 'named in VEDETTE_CHROMIUM' };
}

async function fromPath() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name);
      if (folder && (await isProgram(file))) {
        return { file, how: 'found on PATH' };
      }
    }
  }
  return undefined;
}

/** Playwright belongs to the e2e workspace, so it is looked up from there. */
async function fromPlaywright(how = "playwright's, already installed") {
  try {
    const importFromE2e = createRequire(path.join(root, 'e2e', 'package.json'));
    const file = importFromE2e('@playwright/test').chromium.executablePath();
    return (await isProgram(file)) ? { file, how } : undefined;
  } catch {
    return undefined;
  }
}

async function byPlaywrightInstall() {
  await run('pnpm', ['--filter', '@vedette/e2e', 'exec', 'playwright', 'install', 'chromium'], {
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  return fromPlaywright('installed by playwright');
}

async function byPackageManager() {
  if (!isRoot || !(await isOnPath('apt-get'))) {
    return undefined;
  }
  const script = 'apt-get update && apt-get install -y --no-install-recommends chromium';
  await run('sh', ['-c', script], { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: PACKAGE_TIMEOUT_MS });
  const found = await fromPath();
  return found && { ...found, how: 'installed by apt-get' };
}

async function isOnPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const found = await Promise.all(folders.map((folder) => isProgram(path.join(folder, name))));
  return found.includes(true);
}

function isProgram(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

if (isMain(import.meta.url)) {
  process.exitCode = (await findChromium()) ? 0 : 1;
}
