/** Starts the program that is soaked, with a disk of its own where the machine allows it, so that it can be full. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const PROGRAM = path.join(import.meta.dirname, 'program.mjs');
/** A file system in memory that only this process sees; it goes with the process, and needs no rights. */
const OWN_DISK = ['unshare', '--map-root-user', '--mount', 'sh', '-c'];
const MOUNT = 'mount -t tmpfs -o size=600k tmpfs "$0" && exec "$@"';

/** Resolves when it listens. `ask(question)` resolves with its answer; `ended` with its exit code. */
export async function startProgram({ dsn, folder }) {
  const command = [process.execPath, '--expose-gc', PROGRAM, dsn, folder];
  const canMount = spawnSync(OWN_DISK[0], [...OWN_DISK.slice(1), MOUNT, folder, 'true']).status === 0;
  const [name, ...args] = canMount ? [...OWN_DISK, MOUNT, folder, ...command] : command;
  const child = spawn(name, args, {
    cwd: path.resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => code);
  const waiting = new Map();
  child.on('message', ({ id, ...answer }) => waiting.get(id)?.(answer));
  const [{ port }] = await Promise.race([
    once(child, 'message'),
    ended.then((code) => Promise.reject(new Error(`the program ended with ${code} before it listened`))),
  ]);
  let lastId = 0;
  return {
    port,
    ended,
    hasOwnDisk: canMount,
    ask(question) {
      lastId += 1;
      const id = lastId;
      const answer = new Promise((resolve) => waiting.set(id, resolve)).finally(() => waiting.delete(id));
      child.send({ id, question });
      return Promise.race([
        answer,
        ended.then((code) => Promise.reject(new Error(`the program died with ${code} when asked to ${question}`))),
      ]);
    },
  };
}
