import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where envelopes wait unless an option says otherwise: below `XDG_STATE_HOME` if it is set, else with temporary files. */
export function defaultFolder(env: NodeJS.ProcessEnv): string {
  return env.XDG_STATE_HOME
    ? path.join(env.XDG_STATE_HOME, 'vedette')
    : path.join(tmpdir(), `vedette-${process.getuid?.() ?? 'spool'}`);
}

/** A folder for each DSN, because what waits for one backend must not go to another. */
export function folderName(dsn: string): string {
  return encodeURIComponent(dsn.replace(/^https?:\/\//, ''));
}

/**
 * Makes a folder that only this user can look into. Throws when that cannot be, also when somebody else has made it:
 * names below a folder for temporary files are free for all.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new Error(`${folder} is not ours`);
  }
  if (process.getuid && (found.mode & 0o77) !== 0) {
    chmodSync(folder, 0o700);
  }
}
