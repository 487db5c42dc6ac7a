/** What this process holds: memory with all garbage collected, and what the operating system and Node keep open for it. */
import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** Needs `--expose-gc`. Kilobytes, and counts by kind. `files` is empty where there is no `/proc`. */
export async function weigh() {
  // What waits for a promise or a finalizer lets go only after a turn.
  for (let turn = 0; turn < 3; turn += 1) {
    await setImmediate();
    globalThis.gc();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    heapKb: heapUsed / 1000,
    externalKb: external / 1000,
    rssKb: rss / 1000,
    handles: process.getActiveResourcesInfo().length,
    files: openFiles(),
  };
}

function openFiles() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
