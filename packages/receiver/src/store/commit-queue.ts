import type { Database } from './database.ts';

/** Writes rows. It runs inside a transaction with others, so it must not begin one, and again when that was undone. */
export type WriteJob = () => void;

export interface CommitQueue {
  /** Resolves when the job's rows are on the disk; rejects when they are not, with what went wrong. */
  write(job: WriteJob): Promise<void>;
  /** Commits what waits, and takes nothing more. */
  close(): void;
}

interface Waiting {
  job: WriteJob;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** How long the first job waits for company. A commit reaches the disk in about a millisecond on an SSD. */
const GATHER_MS = 2;

/** Longest transaction, so that no request waits for a thousand others. */
const MAX_JOBS = 256;

/**
 * Group commit: jobs that arrive within a few milliseconds share one transaction, hence one wait for the disk. A job
 * that throws is undone alone and takes no other with it.
 */
export function createCommitQueue(db: Database): CommitQueue {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) {
      commit(db, batch);
    }
  };

  return {
    write: (job) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new Error('the database is closed'));
          return;
        }
        waiting.push({ job, resolve, reject });
        if (waiting.length >= MAX_JOBS) {
          flush();
        } else {
          timer ??= setTimeout(flush, GATHER_MS);
        }
      }),
    close() {
      flush();
      closed = true;
    },
  };
}

function commit(db: Database, batch: Waiting[]): void {
  let done = batch;
  try {
    db.exec('BEGIN IMMEDIATE');
    // Hardly ever does a job throw: points to go back to are set only once one has.
    if (!runTogether(batch)) {
      db.exec('ROLLBACK');
      db.exec('BEGIN IMMEDIATE');
      done = batch.filter((waiting) => runAlone(db, waiting));
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) {
      db.exec('ROLLBACK');
    }
    for (const { reject } of batch) {
      reject(error);
    }
    return;
  }
  for (const { resolve } of done) {
    resolve();
  }
}

/** False when a job threw, and then none of what the others wrote may stay. */
function runTogether(batch: Waiting[]): boolean {
  try {
    for (const { job } of batch) {
      job();
    }
    return true;
  } catch {
    return false;
  }
}

/** False when the job threw; its rows are gone again and it was told. */
function runAlone(db: Database, { job, reject }: Waiting): boolean {
  db.exec('SAVEPOINT job');
  try {
    job();
  } catch (error) {
    db.exec('ROLLBACK TO job');
    db.exec('RELEASE job');
    reject(error);
    return false;
  }
  db.exec('RELEASE job');
  return true;
}
