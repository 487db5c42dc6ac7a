import type Libsql from 'libsql';
import { migration0001 } from './migrations/0001-start.ts';
import { migration0002 } from './migrations/0002-signals.ts';

/** In order; the file's `user_version` says how many of them it has seen. Never edited, only added to. */
const MIGRATIONS: readonly string[] = [migration0001, migration0002];

/** Brings the tables up to date, all or nothing. Throws when a newer receiver wrote the file. */
export function migrate(db: Libsql.Database): void {
  const { user_version: seen } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (seen > MIGRATIONS.length) {
    throw new Error(`it was written by a newer receiver (schema ${seen}, this one knows ${MIGRATIONS.length})`);
  }
  if (seen === MIGRATIONS.length) {
    return;
  }
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(seen)) {
      db.exec(migration);
    }
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  }).immediate();
}
