import { createStackContext, type Platform } from '@vedette/core';
import { parseStack } from './stack-lines.ts';
import { send } from './transport.ts';

/** A window or a worker as core's port. */
export function createBrowserPlatform(): Platform {
  return {
    name: 'javascript',
    now,
    parseStack,
    context: createStackContext(),
    send,
    delay(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    onExit(listener) {
      const document = globalThis.document as Document | undefined;
      const hear = (): void => {
        if (document?.visibilityState === 'hidden') {
          listener();
        }
      };
      document?.addEventListener('visibilitychange', hear);
      return () => document?.removeEventListener('visibilitychange', hear);
    },
  };
}

/** The page's clock in seconds since the epoch: it does not jump when the system's is set. */
function now(): number {
  return (performance.timeOrigin + performance.now()) / 1000;
}
