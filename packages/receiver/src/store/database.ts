import Libsql from 'libsql';
import { migrate } from './schema.ts';

export type Database = Libsql.Database;

/** The file cannot be used as a database; the message is one line for people, and the file was left as it was. */
export class DatabaseFileError extends Error {
  override name = 'DatabaseFileError';
}

/** Wait for another process that is writing, before giving up. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens or makes the file and brings its tables up to date. Write-ahead log with `synchronous=FULL`: a commit has
 * reached the disk when it returns, and readers never wait. Throws a `DatabaseFileError`.
 */
export function openDatabase(path: string): Database {
  try {
    const db = new Libsql(path, { timeout: BUSY_TIMEOUT_MS });
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    migrate(db);
    return db;
  } catch (error) {
    throw new DatabaseFileError(
      `${path} cannot be used as the database: ${reasonOf(error)}. The file was left as it is.`,
    );
  }
}

/** Moves the log into the file, so that it can be copied, and closes it. libsql alone would leave the log behind. */
export function closeDatabase(db: Database): void {
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  db.close();
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === 'SQLITE_NOTADB') {
    return 'it is not a SQLite file';
  }
  return /ConnectionFailed.*: 14/.test(message) ? 'it cannot be opened; check the folder and its rights' : message;
}
