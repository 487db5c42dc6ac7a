import { type Client, guard } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';
import { diesWithoutExit } from '../other-runtimes/runtime.ts';
import type { NodePlatform } from '../platform.ts';
import { deliverAfterDeath } from './deliver-after-death.ts';

/**
 * Puts what is left to say onto the disk when the process exits, and has it delivered at once if there is an error in it
 * that may not have left the process. The process is as it would be without us, some milliseconds later.
 */
export function watchDeath(client: Client, platform: NodePlatform): void {
  const { spool, deathDelayMs = 0 } = platform;
  const onExit = (): void =>
    guard(() => {
      spool?.keepAll();
      platform.tellExit();
      const file = spool?.release(platform.hasLeft);
      const request = platform.lastRequest();
      // What a thread leaves its process delivers, and so the thread ends no later than without us.
      if (file && request && spool?.startsHelper && loadBuiltin('node:worker_threads').isMainThread) {
        deliverAfterDeath(file, request, deathDelayMs);
      }
    });
  const onError = (): void => {
    if (diesWithoutExit()) {
      onExit();
    }
  };
  if (spool) {
    process.on('exit', onExit).on('uncaughtExceptionMonitor', onError);
    client.on('close', () => process.off('exit', onExit).off('uncaughtExceptionMonitor', onError));
  }
}
