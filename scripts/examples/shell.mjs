/** Command lines as a reader types them: nothing of this repository is on the PATH. */
import path from 'node:path';
import { root, run, start, stop } from '../lib/run.mjs';
import { waitUntil } from '../lib/wait-until.mjs';

/** `npm install` of Next.js on a slow line; everything else takes seconds. */
const COMMAND_TIMEOUT_MS = 240_000;
/** Next.js takes three seconds; a busy machine may take many. */
const START_TIMEOUT_MS = 60_000;
const END_TIMEOUT_MS = 10_000;

const QUIET = { npm_config_audit: 'false', npm_config_fund: 'false', NEXT_TELEMETRY_DISABLED: '1' };

/** Without what a surrounding `npm test` set: that would lead back to this repository. */
function surroundings() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.startsWith(root));
  const inherited = Object.keys(process.env).filter((name) => /^(npm_|INIT_CWD$|NODE_ENV$)/.test(name));
  const unset = Object.fromEntries(inherited.map((name) => [name, undefined]));
  return { ...unset, PATH: folders.join(path.delimiter), ...QUIET };
}

/** Runs a line to its end. Rejects with its output when it fails, unless it `mayFail`. */
export async function runLine(line, cwd, { mayFail = false } = {}) {
  const { code, output } = await run('sh', ['-c', line], { cwd, env: surroundings(), timeoutMs: COMMAND_TIMEOUT_MS });
  if (code !== 0 && !mayFail) {
    throw new Error(`${line} ended with ${code}\n${output}`);
  }
  return output;
}

/**
 * Starts a line that stays open. `untilReady(isReady)` asks until it is, with all that was said so far, and rejects when
 * the program ends first or takes too long; `end()` ends all that was started and waits for that.
 */
export function startLine(line, cwd) {
  const child = start('sh', ['-c', line], { cwd, env: surroundings() });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
  }
  let hasEnded = false;
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  }).then(() => {
    hasEnded = true;
  });
  return {
    said: () => said,
    async untilReady(isReady) {
      const ready = await waitUntil(async () => hasEnded || (await isReady(said)), START_TIMEOUT_MS);
      if (hasEnded || !ready) {
        throw new Error(`${line} ${hasEnded ? 'ended' : 'is not ready'}\n${said}`);
      }
      return ready;
    },
    async end() {
      stop(child);
      const timer = setTimeout(() => stop(child, 'SIGKILL'), END_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
