import {
  beginSession,
  followErrors,
  guard,
  type Integration,
  newSession,
  type Session,
  sendSession,
  undoAll,
} from '@vedette/core';
import { onNavigation } from '../instrument/history.ts';

export interface BrowserSessionOptions {
  /** A session for each address that the page shows, or one for each load of the page. @default 'route' */
  lifecycle?: 'route' | 'page';
  /** How a session ends in which nobody handled an error. Older backends do not know `unhandled`. @default 'crashed' */
  crashStatus?: 'crashed' | 'unhandled';
}

/**
 * Counts sessions of this page, so that the backend can tell how many of a release went without a crash. A session is
 * sent when the page is idle or hidden, again when its user becomes known, and when it meets its first error
 * or crashes. Without a release, or without a page, nothing is sent. Source: sdk-behaviour, "Sessions and release health".
 */
export function browserSessionIntegration({
  lifecycle = 'route',
  crashStatus = 'crashed',
}: BrowserSessionOptions = {}): Integration {
  return {
    name: 'BrowserSession',
    setup(client) {
      // Without a release nothing would be sent: then nothing is patched either.
      if (!globalThis.document || !client.getOptions().release) {
        return undefined;
      }
      let session: Session;
      // Something else may have sent it by then: an error, its end.
      const sendFirst = (): void =>
        guard(() => {
          if (session.init) {
            sendSession(client, session);
          }
        });
      const begin = (): void => {
        session = newSession(client.platform.now());
        session.ignoreDuration = true;
        session.userAgent = navigator.userAgent;
        beginSession(session, client);
        // Safari has no such callbacks.
        (globalThis.requestIdleCallback ?? setTimeout)(sendFirst);
      };
      followErrors(client, crashStatus);
      begin();
      return undoAll([
        client.on('flush', sendFirst),
        client.platform.onExit(sendFirst),
        lifecycle === 'route' && onNavigation(client, begin),
      ]);
    },
  };
}
