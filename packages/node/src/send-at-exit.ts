import { type Client, guard } from '@vedette/core';
import type { NodePlatform } from './platform.ts';
import { sendBeforeDeath } from './send-before-death.ts';

/** Milliseconds that a process may be held where there is no disk to keep its report. */
const DEFAULT_DELAY_MS = 80;

/**
 * A listener for `exit`, for a process that dies of an error: sends what has not left it, if there is no disk that keeps
 * it. An explicit `process.exit()` of a healthy process waits for nothing, so it is to be added when there is a reason.
 */
export function sendAtExit(client: Client): () => void {
  const { unsent, spool, deathDelayMs = DEFAULT_DELAY_MS } = client.platform as Partial<NodePlatform>;
  return () =>
    guard(() => {
      if (!spool?.isWorking()) {
        sendBeforeDeath(unsent?.() ?? [], deathDelayMs);
      }
    });
}
