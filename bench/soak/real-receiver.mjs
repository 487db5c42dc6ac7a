/** Our receiver in a process of its own, which can be stopped, killed and started again on the same file and port. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const CLI = path.resolve(import.meta.dirname, '../../packages/receiver/dist/cli.js');

/** Starts it on a free port. `db`: its file. */
export async function startRealReceiver(db) {
  let { child, dsn } = await start(db, 0);
  const { port } = new URL(dsn);
  return {
    dsn,
    port: Number(port),
    url: `http://127.0.0.1:${port}`,
    /** `SIGTERM` lets it finish what is under way, `SIGKILL` does not. Comes back after `awayMs`. */
    async restart(signal, awayMs) {
      await stop(child, signal);
      await wait(awayMs);
      ({ child } = await start(db, port));
    },
    /** An answer of its API. */
    read: async (route) => (await fetch(`http://127.0.0.1:${port}/api/0/${route}`)).json(),
    close: () => stop(child, 'SIGTERM'),
  };
}

async function start(db, port) {
  const child = spawn(process.execPath, [CLI, '--db', db, '--port', `${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8');
  for await (const text of child.stdout) {
    said += text;
    const [, dsn] = /DSN\s+(\S+)/.exec(said) ?? [];
    if (dsn) {
      return { child, dsn };
    }
  }
  throw new Error('the receiver did not start');
}

async function stop(child, signal) {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}
