import { expect, it } from 'vitest';
import { createCommitQueue } from './commit-queue.ts';
import { openDatabase } from './database.ts';

function newQueue() {
  const db = openDatabase(':memory:');
  db.exec('CREATE TABLE t (v TEXT UNIQUE)');
  const insert = (value: string) => () => db.exec(`INSERT INTO t VALUES ('${value}')`);
  const values = () => (db.prepare('SELECT v FROM t ORDER BY v').all() as Array<{ v: string }>).map((row) => row.v);
  return { db, queue: createCommitQueue(db), insert, values };
}

it('commits what comes together in one transaction', async () => {
  const { db, queue, insert, values } = newQueue();
  let begun = 0;
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    begun += sql.startsWith('BEGIN') ? 1 : 0;
    return exec(sql);
  };
  await Promise.all(['a', 'b', 'c'].map((value) => queue.write(insert(value))));
  expect(values()).toEqual(['a', 'b', 'c']);
  expect(begun).toBe(1);
});

it('undoes the whole of a job that throws, and nothing of its neighbours', async () => {
  const { queue, insert, values } = newQueue();
  const failing = () => {
    insert('half')();
    insert('a')();
  };
  const results = await Promise.allSettled([queue.write(insert('a')), queue.write(failing), queue.write(insert('b'))]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(values()).toEqual(['a', 'b']);
});

it('tells everybody when the commit itself fails, and works on afterwards', async () => {
  const { db, queue, insert, values } = newQueue();
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    if (sql === 'COMMIT') {
      throw new Error('disk full');
    }
    return exec(sql);
  };
  const results = await Promise.allSettled([queue.write(insert('a')), queue.write(insert('b'))]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  db.exec = exec;
  await queue.write(insert('c'));
  expect(values()).toEqual(['c']);
});

it('commits what waits when it is closed, and refuses what comes later', async () => {
  const { queue, insert, values } = newQueue();
  const waiting = queue.write(insert('a'));
  queue.close();
  await waiting;
  await expect(queue.write(insert('b'))).rejects.toThrow('closed');
  expect(values()).toEqual(['a']);
});
