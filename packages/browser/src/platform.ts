import { createStackContext, type Platform, undoAll } from '@vedette/core';
import { listen } from './instrument/listen.ts';
import { parseStack } from './stack-lines.ts';
import { send } from './transport.ts';

/** A window or a worker as core's port. */
export function createBrowserPlatform(): Platform {
  const { timeOrigin } = performance;
  return {
    name: 'javascript',
    // The page's clock: it does not jump when the system's is set.
    now: () => (timeOrigin + performance.now()) / 1000,
    parseStack,
    context: createStackContext(),
    send,
    delay(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    onExit(listener) {
      const hear = ({ type }: Event): void => {
        if (type !== 'visibilitychange' || document.visibilityState === 'hidden') {
          listener();
        }
      };
      // A page may be left without being hidden first (older WebKit), and frozen while it is seen.
      return undoAll(['visibilitychange', 'pagehide', 'freeze'].map((type) => listen(type, hear, true)));
    },
  };
}
