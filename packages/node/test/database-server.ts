import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A server of its own for one test file, empty, on a free port of this machine. */
export interface DatabaseServer {
  port: number;
  stop(): Promise<void>;
}

/** Where programs are that are on no PATH: Debian keeps servers of every version of PostgreSQL apart. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(path.delimiter),
  '/usr/sbin',
  ...['18', '17', '16', '15', '14'].map((version) => `/usr/lib/postgresql/${version}/bin`),
];
const START_TIMEOUT_MS = 50_000;
const STOP_TIMEOUT_MS = 30_000;

/** What is needed for each server: programs, any of a list of names, and the package of Debian that has them. */
export const DATABASES = {
  postgres: { programs: [['initdb'], ['postgres']], debian: 'postgresql' },
  mariadb: { programs: [['mariadbd', 'mysqld']], debian: 'mariadb-server' },
  redis: { programs: [['redis-server', 'valkey-server']], debian: 'redis-server' },
};

/** Why tests with a server are left out, for their title; `undefined` when it is there. Says so on the console too. */
export function whyNo(name: keyof typeof DATABASES): string | undefined {
  const { programs, debian } = DATABASES[name];
  const missing = programs.find((names) => !findProgram(names));
  const reason = missing && `SKIPPED, no ${missing.join(' or ')} on this machine: apt-get install ${debian}`;
  if (reason) {
    console.warn(`${name}: ${reason}`);
  }
  return reason;
}

export function startPostgres(): Promise<DatabaseServer> {
  return start(async (folder, port, user) => {
    const data = path.join(folder, 'data');
    const made = ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(program(['initdb']), made, { ...user, cwd: folder, stdio: 'ignore' });
    const settings = [`port=${port}`, `unix_socket_directories=${folder}`, 'listen_addresses=127.0.0.1', 'fsync=off'];
    return spawn(program(['postgres']), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    // Lets clients that are about to go do so; the other signals tell them an error, which may find nobody to hear it.
  }, 'SIGTERM');
}

/** Without accounts: everybody may do everything. */
export function startMariadb(): Promise<DatabaseServer> {
  return start(async (folder, port, user) => {
    const flags = [
      '--no-defaults',
      `--datadir=${folder}`,
      `--socket=${folder}/socket`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-grant-tables',
      '--innodb-fast-shutdown=2',
    ];
    return spawn(program(['mariadbd', 'mysqld']), flags, { ...user, cwd: folder, stdio: 'ignore' });
  }, 'SIGTERM');
}

export function startRedis(): Promise<DatabaseServer> {
  return start(async (folder, port, user) => {
    const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    return spawn(program(['redis-server', 'valkey-server']), flags, { ...user, cwd: folder, stdio: 'ignore' });
  }, 'SIGTERM');
}

interface User {
  uid?: number;
  gid?: number;
}

/** `run` starts it in a folder of its own. Databases refuse to run as root, so they run as nobody then. */
async function start(
  run: (folder: string, port: number, user: User) => Promise<ChildProcess>,
  endSignal: NodeJS.Signals,
): Promise<DatabaseServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-database-'));
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (user.uid !== undefined) {
    chownSync(folder, user.uid, user.gid);
  }
  const port = await freePort();
  const server = await run(folder, port, user);
  const ended = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.kill(endSignal);
    const timer = setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop };
}

async function listening(port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (server.exitCode === null && Date.now() < deadline) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) {
      return;
    }
    await wait(50);
  }
  throw new Error(`${server.spawnfile} did not start; it ended with ${server.exitCode}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function program(names: string[]): string {
  const found = findProgram(names);
  if (!found) {
    throw new Error(`no ${names.join(' or ')}`);
  }
  return found;
}

function findProgram(names: string[]): string | undefined {
  return names
    .flatMap((name) => FOLDERS.map((folder) => path.join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
