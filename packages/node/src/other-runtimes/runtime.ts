/**
 * What runs this program. Bun and Deno have Node's modules, and nearly all is heard there as in Node; this folder is what
 * differs. Both also name a version of Node.
 */
export const RUNTIME = process.versions.bun ? 'bun' : process.versions.deno ? 'deno' : 'node';

/** As each writes it: with a `v` in Node alone. */
export const RUNTIME_VERSION = RUNTIME === 'node' ? process.version : process.versions[RUNTIME];

/** For a listener of `uncaughtExceptionMonitor`: whether this is the last that is heard. Deno (2.9) emits no `exit` then. */
export function diesWithoutExit(): boolean {
  return RUNTIME === 'deno' && process.listenerCount('uncaughtException') === 0;
}
