import { type ChildProcess, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { envelopeOf, errorEvent } from '../test-support/envelopes.ts';
import { newFolder, startTestReceiver } from '../test-support/test-receiver.ts';

// Node 20 runs no TypeScript, so the command is bundled; inside the package, where it finds its dependencies.
const command = fileURLToPath(new URL('../node_modules/.vedette-test/cli.mjs', import.meta.url));

beforeAll(() =>
  build({
    entryPoints: [fileURLToPath(new URL('./cli.ts', import.meta.url))],
    outfile: command,
    ...{ bundle: true, platform: 'node', format: 'esm', conditions: ['@vedette/source'] },
    external: ['libsql', 'hono', 'hono/*', '@hono/*', '@jridgewell/*'],
  }),
);
afterAll(() => rm(join(command, '..'), { recursive: true, force: true }));

interface Run {
  child: ChildProcess;
  stdout: string;
  stderr: string;
  /** The exit code, when all output has come; `null` after a signal. */
  ended: Promise<number | null>;
}

function run(...flags: string[]): Run {
  const child = spawn(process.execPath, [command, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const running: Run = { child, stdout: '', stderr: '', ended };
  child.stdout.on('data', (chunk) => {
    running.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    running.stderr += chunk;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return running;
}

async function dsnOf(running: Run): Promise<URL> {
  await expect.poll(() => running.stdout).toContain('DSN');
  return new URL(/DSN +(\S+)/.exec(running.stdout)?.[1] ?? '');
}

const postTo = (dsn: URL, body: string): Promise<Response> =>
  fetch(`http://${dsn.host}/api/1/envelope/?sentry_key=${dsn.username}`, { method: 'POST', body });

it('loses nothing it answered 200 for when it is killed the next moment', async () => {
  const db = join(await newFolder(), 'a.db');
  const running = run('--port', '0', '--db', db);
  const dsn = await dsnOf(running);
  const events = Array.from({ length: 50 }, () => errorEvent());
  const responses = events.map((event) => postTo(dsn, envelopeOf({}, ['event', event])));
  expect((await Promise.all(responses)).map((response) => response.status)).toEqual(Array(50).fill(200));
  running.child.kill('SIGKILL');
  await running.ended;

  const receiver = await startTestReceiver({ db });
  expect((await receiver.issues()).issues.map((issue) => issue.count)).toEqual([50]);
  expect((await receiver.event(events[49]?.event_id)).eventId).toBe(events[49]?.event_id);
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends with %s, cleanly', async (signal) => {
  const running = run('--port', '0', '--db', join(await newFolder(), 'a.db'));
  await dsnOf(running);
  running.child.kill(signal);
  expect(await running.ended).toBe(0);
  expect(running.stderr).toBe('');
});

it('prints the token with the page when it listens beyond loopback', async () => {
  const running = run('--port', '0', '--host', '0.0.0.0', '--db', join(await newFolder(), 'a.db'));
  await dsnOf(running);
  expect(running.stdout).toMatch(/page {2}http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n/);
});

it('tells in one line that the port is in use', async () => {
  const receiver = await startTestReceiver();
  const running = run('--port', String(receiver.port), '--db', join(await newFolder(), 'a.db'));
  expect(await running.ended).toBe(1);
  expect(running.stderr).toBe(
    `vedette-receiver: port ${receiver.port} is in use; stop what uses it or choose another with --port\n`,
  );
});

it('tells in one line that the file is no database', async () => {
  const db = join(await newFolder(), 'notes.txt');
  await writeFile(db, 'notes '.repeat(1000));
  const running = run('--port', '0', '--db', db);
  expect(await running.ended).toBe(1);
  expect(running.stderr).toBe(
    `vedette-receiver: ${db} cannot be used as the database: it is not a SQLite file. The file was left as it is.\n`,
  );
});

it.each([
  [['--port', 'x'], '--port: x is not a port'],
  [['--port', '70000'], '--port: 70000 is not a port'],
  [['--token', ''], '--token: it is empty'],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('tells in one line what is wrong with %s', async (flags, message) => {
  const running = run(...flags);
  expect(await running.ended).toBe(1);
  expect(running.stderr).toContain(`vedette-receiver: ${message}`);
  expect(running.stderr.trim().split('\n')).toHaveLength(1);
});

it('knows --help and --version', async () => {
  const [help, version] = [run('--help'), run('--version')];
  expect([await help.ended, await version.ended]).toEqual([0, 0]);
  expect(help.stdout).toContain('--source-maps <dir>');
  expect(version.stdout).toBe('0.0.0\n');
});
