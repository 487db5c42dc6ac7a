import {
  closeSync,
  existsSync,
  ftruncateSync,
  futimesSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { makePrivateFolder } from './folder.ts';
import { NOBODY, newFileName } from './owner.ts';
import { encodeAck, encodeRecord, readRecords } from './record.ts';

export interface SpoolLimits {
  maxBytes: number;
  /** Envelopes. */
  maxCount: number;
}

/** The file of this process. All its methods may throw what the file system throws. */
export interface SpoolFile {
  /** Writes an envelope and returns its number; `undefined` when there is no room for it. */
  append(body: string | Uint8Array): number | undefined;
  /** Reads one back, which must not have been acknowledged. */
  read(id: number): Buffer | undefined;
  /** The envelope is not needed any more. */
  acknowledge(id: number): void;
  /** Envelopes that wait. */
  readonly count: number;
  /** `undefined` while there is none. */
  readonly file: string | undefined;
  /** Tells others that the file is looked after. */
  touch(): void;
  /** Lets go of the file, for whoever comes first, and names it if something waits in it. The next envelope begins another. */
  release(): string | undefined;
  /** Forgets all that waits. */
  wipe(): void;
}

/** Milliseconds after which it is looked whether somebody has tidied the folder away. */
const LOOK_EVERY_MS = 60_000;

/**
 * A file that is opened with the first envelope and then stays open, so that an append is one system call. It is cut to
 * nothing whenever nothing waits any more. Nothing is forced onto the disk: what a process writes outlives the process,
 * and a power cut may tear the end off.
 */
export function createSpoolFile(folder: string, { maxBytes, maxCount }: SpoolLimits): SpoolFile {
  const waiting = new Map<number, { position: number; length: number }>();
  let open: { fd: number; file: string } | undefined;
  let size = 0;
  let lastId = 0;
  let lookedAt = 0;

  const start = (): number => {
    makePrivateFolder(folder);
    const file = path.join(folder, newFileName());
    const fd = openSync(file, 'ax+', 0o600);
    open = { fd, file };
    size = 0;
    return fd;
  };

  const end = (): void => {
    if (open) {
      const { fd, file } = open;
      open = undefined;
      closeSync(fd);
      unlinkSync(file);
    }
  };

  const fdNow = (): number => {
    if (open && waiting.size === 0 && Date.now() - lookedAt > LOOK_EVERY_MS) {
      lookedAt = Date.now();
      if (!existsSync(open.file)) {
        closeSync(open.fd);
        open = undefined;
      }
    }
    return open?.fd ?? start();
  };

  const write = (bytes: Buffer): void => {
    const fd = fdNow();
    if (writeSync(fd, bytes) < bytes.length) {
      ftruncateSync(fd, size);
      throw new Error('the disk is full');
    }
    size += bytes.length;
  };

  const raw = ({ position, length }: { position: number; length: number }): Buffer => {
    const bytes = Buffer.alloc(length);
    readSync((open as { fd: number }).fd, bytes, 0, length, position);
    return bytes;
  };

  /** Writes what waits into a new file, without what lies between. */
  const compact = (): void => {
    const before = { open, size };
    const places = [...waiting];
    const records = places.map(([, place]) => raw(place));
    try {
      start();
      for (const bytes of records) {
        write(bytes);
      }
    } catch (error) {
      // Where none could be begun, what is open is still the one before.
      if (open !== before.open) {
        end();
      }
      ({ open, size } = before);
      throw error;
    }
    let position = 0;
    for (const [, place] of places) {
      place.position = position;
      position += place.length;
    }
    if (before.open) {
      closeSync(before.open.fd);
      unlinkSync(before.open.file);
    }
  };

  return {
    get count() {
      return waiting.size;
    },
    get file() {
      return open?.file;
    },
    append(body) {
      const record = encodeRecord(lastId + 1, Date.now(), body);
      const waitingBytes = (): number => [...waiting.values()].reduce((sum, { length }) => sum + length, 0);
      if (waiting.size >= maxCount || record.length > maxBytes) {
        return undefined;
      }
      if (size + record.length > maxBytes) {
        if (waitingBytes() + record.length > maxBytes) {
          return undefined;
        }
        compact();
      }
      write(record);
      waiting.set(++lastId, { position: size - record.length, length: record.length });
      return lastId;
    },
    read(id) {
      const place = waiting.get(id);
      return place && readRecords(raw(place)).records[0]?.body;
    },
    acknowledge(id) {
      if (waiting.delete(id) && open) {
        if (waiting.size > 0) {
          write(Buffer.from(encodeAck(id)));
        } else {
          ftruncateSync(open.fd);
          size = 0;
        }
      }
    },
    touch() {
      if (open && waiting.size > 0) {
        futimesSync(open.fd, new Date(), new Date());
      }
    },
    release() {
      if (!open || waiting.size === 0) {
        end();
        return undefined;
      }
      const { fd, file } = open;
      const released = path.join(folder, newFileName(NOBODY));
      open = undefined;
      waiting.clear();
      closeSync(fd);
      renameSync(file, released);
      return released;
    },
    wipe() {
      waiting.clear();
      end();
    },
  };
}
