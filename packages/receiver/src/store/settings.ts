import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { prepare } from './statement.ts';

/** The public key of this receiver's DSNs: made with the file, and kept. 32 hex digits. */
export function publicKeyOf(db: Database): string {
  prepare<{ value: string }>(
    db,
    `INSERT INTO settings (name, value) VALUES ('public_key', :value) ON CONFLICT DO NOTHING`,
  ).run({ value: randomBytes(16).toString('hex') });
  const row = prepare<Record<string, never>, { value: string }>(
    db,
    `SELECT value FROM settings WHERE name = 'public_key'`,
  ).get({});
  return (row as { value: string }).value;
}
