/** CPU time by the kernel's accounts. */
import { readFileSync } from 'node:fs';

/** The tick in which they are kept. */
const TICK_MS = 10;

/** `{ ownMs, endedMs }`: of this process, and of its children that have ended, with theirs; `undefined` where there is no `/proc`. */
export function processCpu() {
  try {
    // After the name, which may hold blanks: fields 14 to 17 of the whole are utime, stime, cutime and cstime.
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) * TICK_MS);
    return { ownMs: user + system, endedMs: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
