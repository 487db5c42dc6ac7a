/** One example from its README to its issue. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../demo/free-port.mjs';
import { waitUntil } from '../lib/wait-until.mjs';
import { copyOut } from './copy-out.mjs';
import { missing } from './missing.mjs';
import { commandsOf, withValues } from './readme.mjs';
import { startReceiver } from './receiver.mjs';
import { runLine, startLine } from './shell.mjs';
import { visit } from './visit.mjs';

/** A page sends its transaction a second after the last thing that happened in it; the rest is for a slow machine. */
const ARRIVAL_TIMEOUT_MS = 20_000;

/**
 * Copies the example out, does what its README says, and compares what its receiver then knows with `expected`. Resolves
 * with what is wrong, or `undefined`; everything that was started has ended by then.
 */
export async function runExample(name, expected, tarballs) {
  const folder = await mkdtemp(path.join(tmpdir(), `vedette-${name}-`));
  const target = path.join(folder, 'example');
  const started = [];
  try {
    await copyOut(name, target, tarballs);
    const readme = await readFile(path.join(target, 'README.md'), 'utf8');
    const receiver = await startReceiver(folder, path.join(target, expected.maps ?? 'dist'));
    started.push(receiver);
    const values = { dsn: receiver.dsn, port: await freePort(0) };
    const { run, fail } = commandsOf(readme);
    const lines = run.map((line) => withValues(line, values));
    const last = expected.endsByItself ? undefined : lines.pop();
    for (const line of lines) {
      await runLine(line, target);
    }
    const program = last && startLine(last, target);
    const url = `http://127.0.0.1:${values.port}`;
    if (program) {
      started.push(program);
      await program.untilReady((said) => (expected.ready ? expected.ready.test(said) : answers(url)));
    }
    const page = await expected.page?.({ dsn: receiver.dsn, url });
    started.push(...(page ? [page] : []));
    const look = async () => {
      const found = await untilComplete(receiver, expected, target);
      return found.length > 0 ? [...found, program?.said() ?? ''].join('\n') : undefined;
    };
    for (const line of fail) {
      await runLine(withValues(line, values), target, { mayFail: true });
    }
    return await (expected.act ? visit(page?.url ?? url, expected.act, look) : look());
  } finally {
    await Promise.all(started.map(({ end }) => end()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What is still missing once nothing is, or the time is up. */
async function untilComplete(receiver, expected, target) {
  let sentences = [];
  await waitUntil(async () => {
    sentences = missing(expected, await receiver.findings(), target);
    return sentences.length === 0;
  }, ARRIVAL_TIMEOUT_MS);
  return sentences;
}

function answers(url) {
  return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  );
}
