import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecords } from './record.ts';
import { createSpoolFile } from './spool-file.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'vedette-spool-'));
  folder = path.join(base, 'spool');
});
afterEach(() => rmSync(base, { recursive: true }));

const limits = { maxBytes: 1000, maxCount: 5 };
const written = (): string[] =>
  readdirSync(folder).flatMap((name) =>
    readRecords(readFileSync(path.join(folder, name))).records.map(({ body }) => body.toString()),
  );

test('nothing is touched before the first envelope, which is private', () => {
  const file = createSpoolFile(folder, limits);
  expect(readdirSync(base)).toEqual([]);
  file.append('one');
  expect(written()).toEqual(['one']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(file.file as string).mode & 0o777).toBe(0o600);
});

test('what is acknowledged is gone, and a file in which nothing waits is empty', () => {
  const file = createSpoolFile(folder, limits);
  const [one, two, three] = ['one', 'two', 'three'].map((text) => file.append(text) as number) as [
    number,
    number,
    number,
  ];
  file.acknowledge(two);
  expect(written()).toEqual(['one', 'three']);
  expect(file.read(three)?.toString()).toBe('three');
  file.acknowledge(one);
  file.acknowledge(three);
  expect(statSync(file.file as string).size).toBe(0);
  file.append('four');
  expect(written()).toEqual(['four']);
});

test('above the bounds nothing is written', () => {
  const file = createSpoolFile(folder, limits);
  expect(file.append('x'.repeat(1000))).toBeUndefined();
  const ids = Array.from({ length: 7 }, (_, index) => file.append(`number ${index}`));
  expect(ids.filter((id) => id !== undefined)).toHaveLength(5);
  expect(statSync(file.file as string).size).toBeLessThanOrEqual(1000);
});

test('room that acknowledged envelopes take up is used again, and what waits is kept', () => {
  const file = createSpoolFile(folder, limits);
  file.append('first');
  for (let index = 0; index < 50; index++) {
    file.acknowledge(file.append(`number ${index} ${'x'.repeat(100)}`) as number);
  }
  const last = file.append('last') as number;
  expect(written()).toEqual(['first', 'last']);
  expect(file.read(last)?.toString()).toBe('last');
  expect(readdirSync(folder)).toHaveLength(1);
});

test('what waits stays where it is while no new file can be begun', () => {
  const file = createSpoolFile(folder, limits);
  const first = file.append('first') as number;
  file.acknowledge(file.append('x'.repeat(500)) as number);
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, 'a file');
  expect(() => file.append('y'.repeat(400))).toThrow();
  expect(file.read(first)?.toString()).toBe('first');
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  const last = file.append('y'.repeat(400)) as number;
  expect(written()).toEqual(['first', 'y'.repeat(400)]);
  expect(file.read(last)?.toString()).toBe('y'.repeat(400));
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a file that is let go is another’s when something waits in it, and gone otherwise', () => {
  const file = createSpoolFile(folder, limits);
  const id = file.append('one') as number;
  file.acknowledge(id);
  expect(file.release()).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  file.append('two');
  const released = file.release();
  expect(written()).toEqual(['two']);
  file.append('three');
  expect(file.file).not.toBe(released);
});

test('wiping leaves nothing behind', () => {
  const file = createSpoolFile(folder, limits);
  file.append('one');
  file.wipe();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that somebody else may have made is not used', () => {
  const elsewhere = path.join(base, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, folder);
  expect(() => createSpoolFile(folder, limits).append('one')).toThrow('not ours');
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('a folder that everybody can look into is closed', () => {
  mkdirSync(folder, { mode: 0o755 });
  createSpoolFile(folder, limits).append('one');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('where no folder can be, appending throws what the file system says', () => {
  writeFileSync(folder, 'a file');
  expect(() => createSpoolFile(folder, limits).append('one')).toThrow();
});
