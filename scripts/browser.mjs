/**
 * Finds browsers of all three engines for the tests that need them: named by an environment variable, on the PATH, or
 * playwright's own. What is missing is installed: by the distribution's package manager where we are root, else by
 * `playwright install`, Firefox and WebKit in CI only. Says one line for each.
 *
 *   node scripts/browser.mjs     prints where they are; fails when there is no Chromium
 */
import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isMain, root, run } from './lib/run.mjs';

/**
 * `programs`: what an engine is called on the PATH; `needs`: what else has to be there; `packages`: Debian's. Chromium
 * cannot be missing, the others can: then what they would have shown is not shown, and that is said.
 */
const ENGINES = {
  chromium: {
    variable: 'VEDETTE_CHROMIUM',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium'],
  },
  firefox: { variable: 'VEDETTE_FIREFOX', programs: ['firefox-esr', 'firefox'], packages: ['firefox-esr'] },
  // Driven through WebKitGTK's own driver, which opens a window on whatever screen there is.
  webkit: {
    variable: 'VEDETTE_WEBKIT',
    programs: ['WebKitWebDriver'],
    needs: ['xvfb-run'],
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth', 'dbus'],
  },
};
/** A download that has not come by then will not come: closed networks let it hang instead of refusing it. */
const DOWNLOAD_TIMEOUT_MS = 120_000;
const PACKAGE_TIMEOUT_MS = 300_000;
const ANSWER_TIMEOUT_MS = 10_000;

const isRoot = process.getuid?.() === 0;
const isCi = Boolean(process.env.CI && process.env.CI !== 'false');

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
  return (await findBrowsers({ engines: ['chromium'], say })).chromium;
}

/**
 * The paths of the browsers by engine, `undefined` for one that could not be had: `{ chromium, firefox, webkit }`.
 * WebKit is a `WebKitWebDriver`, or playwright's own. `install: false` only looks.
 */
export async function findBrowsers({ engines = Object.keys(ENGINES), install = true, say = console.log } = {}) {
  const found = {};
  for (const way of [fromEnvironment, fromPath, fromPlaywright, ...(install ? [byPackageManager, byPlaywright] : [])]) {
    const missing = engines.filter((engine) => !found[engine]);
    if (missing.length > 0) {
      Object.assign(found, await way(missing));
    }
  }
  for (const engine of engines) {
    say(found[engine] ? `${engine}: ${found[engine].file} (${found[engine].how})` : `${engine}: ${howToGet(engine)}`);
  }
  return Object.fromEntries(engines.map((engine) => [engine, found[engine]?.file]));
}

/** The environment variables by which tests are told where the browsers are; empty where there is none. */
export function browserVariables(browsers) {
  return Object.fromEntries(Object.entries(browsers).map(([engine, file]) => [ENGINES[engine].variable, file ?? '']));
}

/** What to do about an engine that is missing. */
export function howToGet(engine) {
  const { variable, packages } = ENGINES[engine];
  return `none found; \`apt-get install ${packages.join(' ')}\`, \`playwright install ${engine}\`, or name one in ${variable}`;
}

/** What `find` has for each of the engines, without those it has nothing for. */
async function collect(engines, find) {
  const entries = await Promise.all(engines.map(async (engine) => [engine, await find(engine)]));
  return Object.fromEntries(entries.filter(([, found]) => found));
}

function fromEnvironment(engines) {
  return collect(engines, async (engine) => {
    const { variable } = ENGINES[engine];
    const file = process.env[variable];
    if (file && !(await isProgram(file))) {
      throw new Error(`${variable} is set to ${file}, which cannot be run`);
    }
    return file && { file, how: `named in ${variable}` };
  });
}

function fromPath(engines, how = 'found on PATH') {
  return collect(engines, async (engine) => {
    const { programs, needs = [] } = ENGINES[engine];
    const needed = await Promise.all(needs.map((name) => onPath(name)));
    const files = needed.every(Boolean) ? await Promise.all(programs.map((name) => onPath(name))) : [];
    const file = files.find(Boolean);
    return file && (await answers(file)) && { file, how };
  });
}

/** Playwright belongs to the e2e workspace, so it is looked up from there. */
function fromPlaywright(engines, how = "playwright's, already installed") {
  return collect(engines, async (engine) => {
    try {
      const file = createRequire(path.join(root, 'e2e', 'package.json'))('@playwright/test')[engine].executablePath();
      return (await isProgram(file)) && { file, how };
    } catch {
      return undefined;
    }
  });
}

async function byPackageManager(engines) {
  if (!isRoot || !(await onPath('apt-get'))) {
    return {};
  }
  const packages = engines.flatMap((engine) => ENGINES[engine].packages);
  const script = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  await run('sh', ['-c', script], { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: PACKAGE_TIMEOUT_MS });
  return fromPath(engines, 'installed by apt-get');
}

/** On somebody's own machine nothing is downloaded that the tests can do without. */
async function byPlaywright(engines) {
  const wanted = engines.filter((engine) => engine === 'chromium' || isCi);
  if (wanted.length === 0) {
    return {};
  }
  await run('pnpm', ['--filter', '@vedette/e2e', 'exec', 'playwright', 'install', ...wanted], {
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  return fromPlaywright(wanted, 'installed by playwright');
}

/** Some distributions have a program under a browser's name that only tells how to install it. */
async function answers(file) {
  const { output } = await run(file, ['--version'], { timeoutMs: ANSWER_TIMEOUT_MS });
  return /\d+\.\d+|Usage: \S*WebKitWebDriver/.test(output);
}

async function onPath(name) {
  const files = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name));
  const areThere = await Promise.all(files.map(isProgram));
  return files.find((_, index) => areThere[index]);
}

function isProgram(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

if (isMain(import.meta.url)) {
  process.exitCode = (await findBrowsers()).chromium ? 0 : 1;
}
