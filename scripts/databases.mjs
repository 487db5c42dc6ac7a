/**
 * Finds the database servers that tests of libraries start: on the PATH or where Debian keeps them. What is missing is
 * installed by apt-get where we are root. Says one line for each; without one its tests are skipped, and they say so.
 *
 *   node scripts/databases.mjs     prints where they are; fails in CI when one is missing
 */
import { access, constants, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMain, run } from './lib/run.mjs';

/** `programs`: what a server is called; `packages`: Debian's. Tests look for the same, `packages/node/test/database-server.ts`. */
const DATABASES = {
  postgres: { programs: ['postgres'], packages: ['postgresql'] },
  mariadb: { programs: ['mariadbd', 'mysqld'], packages: ['mariadb-server'] },
  redis: { programs: ['redis-server', 'valkey-server'], packages: ['redis-server'] },
};
/** Debian keeps the programs of each version of PostgreSQL apart. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';
const PACKAGE_TIMEOUT_MS = 300_000;

const isCi = Boolean(process.env.CI && process.env.CI !== 'false');

/** The paths of the servers by name, `undefined` for one that could not be had. `install: false` only looks. */
export async function findDatabases({ install = true, say = console.log } = {}) {
  const names = Object.keys(DATABASES);
  let found = await lookFor(names);
  const missing = names.filter((name) => !found[name]);
  if (install && missing.length > 0 && process.getuid?.() === 0) {
    await installPackages(missing.flatMap((name) => DATABASES[name].packages));
    found = await lookFor(names);
  }
  for (const name of names) {
    say(`${name}: ${found[name] ?? `none found; \`apt-get install ${DATABASES[name].packages.join(' ')}\``}`);
  }
  return found;
}

async function lookFor(names) {
  const folders = await searchPath();
  const entries = names.map(async (name) => {
    const files = DATABASES[name].programs.flatMap((program) => folders.map((folder) => path.join(folder, program)));
    const areThere = await Promise.all(files.map(isProgram));
    return [name, files.find((_, at) => areThere[at])];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function searchPath() {
  const versions = await readdir(POSTGRES_VERSIONS).catch(() => []);
  return [
    ...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
    '/usr/sbin',
    ...versions.map((version) => path.join(POSTGRES_VERSIONS, version, 'bin')),
  ];
}

/** Installed, not started: tests start their own. At run level 1 Debian's packages start no service. */
async function installPackages(packages) {
  const script = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  await run('sh', ['-c', script], {
    env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    timeoutMs: PACKAGE_TIMEOUT_MS,
  });
}

function isProgram(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

if (isMain(import.meta.url)) {
  const found = await findDatabases();
  process.exitCode = isCi && Object.values(found).some((file) => !file) ? 1 : 0;
}
