import {
  captureSession,
  followErrors,
  getClient,
  getIsolationScope,
  guard,
  type Integration,
  type Platform,
  startSession,
} from '@vedette/core';
import { onNavigation } from '../instrument/history.ts';
import { undoAll } from '../undo-all.ts';

export interface BrowserSessionOptions {
  /** A session for each address that the page shows, or one for each load of the page. @default 'route' */
  lifecycle?: 'route' | 'page';
  /** How a session ends in which nobody handled an error. Older backends do not know `unhandled`. @default 'crashed' */
  crashStatus?: 'crashed' | 'unhandled';
}

/**
 * Counts sessions of this page, so that the backend can tell how many of a release went without a crash. A session is
 * sent when the page is idle or hidden, again when its user becomes known or another, and when it meets its first error
 * or crashes. Without a release, or without a page, nothing is sent. Source: sdk-behaviour, "Sessions and release health".
 */
export function browserSessionIntegration({
  lifecycle = 'route',
  crashStatus = 'crashed',
}: BrowserSessionOptions = {}): Integration {
  return {
    name: 'BrowserSession',
    setup(client) {
      if (!globalThis.document) {
        return undefined;
      }
      let stopWaiting = (): void => {};
      // Something else may have sent it by then: an error, its end.
      const sendFirst = (): void => {
        if (getClient() === client && getIsolationScope().getSession()?.init) {
          captureSession();
        }
      };
      const begin = (): void => {
        stopWaiting();
        startSession({ ignoreDuration: true, userAgent: navigator.userAgent });
        stopWaiting = whenIdleOrHidden(client.platform, sendFirst);
      };
      followErrors(client, crashStatus);
      begin();
      return undoAll([
        client.on('flush', sendFirst),
        lifecycle === 'route' ? onNavigation(client, begin) : () => {},
        () => stopWaiting(),
      ]);
    },
  };
}

/** Calls back once, when the browser has nothing to do or the page is hidden; what it returns calls it off. */
function whenIdleOrHidden(platform: Platform, callback: () => void): () => void {
  const run = (): void => {
    stop();
    guard(callback);
  };
  // Safari has no such callbacks.
  const idle = globalThis.requestIdleCallback?.(run);
  const stop = undoAll([
    idle === undefined ? platform.delay(run, 0) : () => cancelIdleCallback(idle),
    platform.onExit(run),
  ]);
  return stop;
}
