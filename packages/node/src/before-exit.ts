import { guard } from '@vedette/core';

const listeners = new Set<() => void>();

/**
 * Calls back each time the process has run out of work, and would end if it got none. Returns the undo. The process has
 * one listener for all of ours, because it warns on stderr of more than ten, and a program may make many clients.
 */
export function onBeforeExit(listener: () => void): () => void {
  if (listeners.size === 0) {
    process.on('beforeExit', tellAll);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      process.off('beforeExit', tellAll);
    }
  };
}

function tellAll(): void {
  for (const listener of [...listeners]) {
    guard(listener);
  }
}
