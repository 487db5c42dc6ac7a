/** What the figures of a page depend on: the machine, and who took part in which version. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findBrowsers } from '../../scripts/browser.mjs';

const run = promisify(execFile);
const workspace = path.resolve(import.meta.dirname, '..');

/** As texts, by what they tell of. */
export async function describeMachine() {
  const [{ model }] = cpus();
  return {
    CPU: `${cpus().length} x ${model.trim()}`,
    memory: `${(totalmem() / 1e9).toFixed(1)} GB`,
    system: `${distribution() ?? type()}, kernel ${release()}`,
    Node: process.version,
    browser: await browserVersion(),
  };
}

/** Versions by package, of everybody in the bench workspace who is not ours. */
export function peerVersions() {
  const { devDependencies } = JSON.parse(readFileSync(path.join(workspace, 'package.json'), 'utf8'));
  return Object.fromEntries(Object.entries(devDependencies).filter(([name]) => !name.startsWith('@vedette/')));
}

function distribution() {
  try {
    return /^PRETTY_NAME="(.*)"/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

async function browserVersion() {
  const { chromium } = await findBrowsers({ engines: ['chromium'], install: false, say: () => {} });
  const answer = chromium && (await run(chromium, ['--version']).catch(() => undefined));
  return answer?.stdout.trim() ?? 'none';
}
