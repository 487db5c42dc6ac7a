import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDatabases } from './databases.mjs';

let folder;
const { PATH } = process.env;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vedette-databases-'));
  process.env.PATH = folder;
});

afterEach(async () => {
  process.env.PATH = PATH;
  await rm(folder, { recursive: true, force: true });
});

test('a server on the PATH is found by any of its names, and what is missing is told with its package', async () => {
  const program = path.join(folder, 'valkey-server');
  await writeFile(program, '#!/bin/sh\n');
  const said = [];
  const look = () => findDatabases({ install: false, say: (line) => said.push(line) });
  expect((await look()).redis).toBeUndefined();
  expect(said).toContain('redis: none found; `apt-get install redis-server`');
  await chmod(program, 0o755);
  expect((await look()).redis).toBe(program);
  expect(said).toContain(`redis: ${program}`);
});
