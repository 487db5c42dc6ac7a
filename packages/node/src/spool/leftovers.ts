import { readdir } from 'node:fs';
import path from 'node:path';
import { loadBuiltin } from '../load-builtin.ts';
import { isDead, newFileName, parseFileName } from './owner.ts';
import { encodeAck, readRecords, type SpoolContents, type SpoolRecord } from './record.ts';

/** A file of a process that is dead. */
export interface Found {
  file: string;
  bytes: number;
  /** When it was last changed, in milliseconds since the epoch. */
  changedMs: number;
}

/** What a dead process has left behind and is ours now. */
export interface Leftover extends SpoolContents {
  file: string;
}

/** The files in a folder whose processes are dead, oldest first. Never rejects. */
export async function findLeftovers(folder: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of await namesIn(folder)) {
    const owner = parseFileName(name);
    const file = path.join(folder, name);
    const stats =
      owner &&
      (await promises()
        .stat(file)
        .catch(() => undefined));
    // Nobody gives signs of life for a file in which nothing waits.
    if (owner && stats?.isFile() && isDead(owner, stats.size > 0 ? Date.now() - stats.mtimeMs : 0)) {
      found.push({ file, bytes: stats.size, changedMs: stats.mtimeMs });
    }
  }
  return found.sort((a, b) => a.changedMs - b.changedMs);
}

/** Takes a file over and reads it. `undefined` when somebody else was quicker, or it cannot be read. */
export async function claimLeftover({ file }: Found): Promise<Leftover | undefined> {
  const own = path.join(path.dirname(file), newFileName());
  try {
    // Of all who try only one succeeds.
    await promises().rename(file, own);
    await touchLeftover(own);
    return { file: own, ...readRecords(await promises().readFile(own)) };
  } catch {
    return undefined;
  }
}

/** Tells others that a file is looked after. */
export function touchLeftover(file: string): Promise<void> {
  return promises()
    .utimes(file, new Date(), new Date())
    .catch(() => {});
}

/** Remembers that a record is not needed any more, and removes the file when there is no other. */
export async function acknowledgeLeftover(leftover: Leftover, id?: SpoolRecord['id']): Promise<void> {
  leftover.records = leftover.records.filter((record) => record.id !== id);
  const { file, records } = leftover;
  const { appendFile, unlink } = promises();
  await (records.length > 0 && id !== undefined ? appendFile(file, encodeAck(id)) : unlink(file)).catch(() => {});
}

/** Each start looks, and mostly there is nothing: so not by the module of promises, which takes a millisecond to load. */
function namesIn(folder: string): Promise<string[]> {
  return new Promise((resolve) => readdir(folder, (_error, names = []) => resolve(names)));
}

function promises(): typeof import('node:fs/promises') {
  return loadBuiltin('node:fs/promises');
}
