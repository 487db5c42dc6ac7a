import path from 'node:path';
import { guard } from '@vedette/core';
import { dsnToString, parseDsn } from '@vedette/core/wire';
import { defaultFolder, folderName } from './folder.ts';
import { createSpool, type Spool, type SpoolOptions } from './spool.ts';

/** The spool of a client, which touches no disk before it is used; `undefined` when there is nothing to send to. */
export function openSpool(options: { dsn?: string; spool?: SpoolOptions | false }): Spool | undefined {
  const dsn = parseDsn(options.dsn);
  if (!dsn || options.spool === false) {
    return undefined;
  }
  const given = options.spool ?? {};
  // Deno may not let us know where.
  return guard(() => {
    const base = typeof given.path === 'string' && given.path ? path.resolve(given.path) : defaultFolder(process.env);
    return createSpool(path.join(base, folderName(dsnToString(dsn))), given);
  });
}
