import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder } from '../../test-support/test-receiver.ts';
import { closeDatabase, DatabaseFileError, openDatabase } from './database.ts';
import { openStore } from './store.ts';

it('commits to the disk and keeps a write-ahead log', async () => {
  const db = openDatabase(join(await newFolder(), 'a.db'));
  expect(db.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
  expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  closeDatabase(db);
});

it('refuses a file that is no database and leaves it alone', async () => {
  const path = join(await newFolder(), 'notes.txt');
  const notes = 'not a database, but dear to somebody\n'.repeat(200);
  await writeFile(path, notes);
  expect(() => openDatabase(path)).toThrow(`${path} cannot be used as the database: it is not a SQLite file`);
  expect(() => openDatabase(path)).toThrow(DatabaseFileError);
  expect(await readFile(path, 'utf8')).toBe(notes);
});

it('refuses a file in a folder that is not there', async () => {
  const path = join(await newFolder(), 'no/such/a.db');
  expect(() => openDatabase(path)).toThrow('it cannot be opened; check the folder and its rights');
});

it('refuses a file of a newer receiver', async () => {
  const path = join(await newFolder(), 'a.db');
  const db = openDatabase(path);
  db.exec('PRAGMA user_version = 99');
  closeDatabase(db);
  expect(() => openDatabase(path)).toThrow('it was written by a newer receiver (schema 99');
});

it('keeps its public key from one start to the next', async () => {
  const path = join(await newFolder(), 'a.db');
  const keys = [1, 2].map(() => {
    const store = openStore(path);
    store.close();
    return store.publicKey;
  });
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
});
