import { undoAll } from '@vedette/core';
import { listen } from '../instrument/listen.ts';

/**
 * Hears that the page is hidden or left, after those who listen on the window have: the `web-vitals` library ends its
 * measurements there, some in listeners that it adds only when they are needed.
 */
export function onHide(hear: () => void): () => void {
  const hearHidden = (): void => {
    if (document.visibilityState === 'hidden') {
      hear();
    }
  };
  return undoAll([listen('visibilitychange', hearHidden, false, document), listen('pagehide', hear)]);
}
