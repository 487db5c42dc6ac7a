import type { Client } from '@vedette/core';
import { onBeforeExit } from './before-exit.ts';
import { stayAlive } from './stay-alive.ts';

/**
 * Lets a process that has nothing more to do deliver what waits, for `budgetMs` in all, and one that awaits
 * `client.flush()` stay until it has the answer. Ends with the client.
 */
export function flushBeforeExit(client: Client, budgetMs: number): void {
  const { platform, flush } = client;
  client.flush = (timeoutMs) => stayAlive(flush(timeoutMs));
  let leftMs = budgetMs;
  const undo = onBeforeExit(() => {
    // The process asks each time it runs out of work, so also after we gave it some.
    if (leftMs > 0) {
      const started = platform.now();
      client.flush(leftMs).then(() => {
        leftMs -= (platform.now() - started) * 1000;
      });
    }
  });
  client.on('close', undo);
}
