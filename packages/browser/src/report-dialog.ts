import {
  debug,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  getReportDialogEndpoint,
  guard,
  lastEventId,
  type User,
} from '@vedette/core';
import { listen } from './instrument/listen.ts';

/** What the dialog is about and what it says; every text has a default of the backend's. */
export interface ReportDialogOptions {
  /** The event that the report is about. @default the last one of the page */
  eventId?: string;
  /** @default that of the client */
  dsn?: string;
  /** Fills the fields. @default the user of the scopes */
  user?: { name?: string; email?: string };
  /** Language of the texts: `de`. */
  lang?: string;
  title?: string;
  subtitle?: string;
  subtitle2?: string;
  labelName?: string;
  labelEmail?: string;
  labelComments?: string;
  labelClose?: string;
  labelSubmit?: string;
  errorGeneric?: string;
  errorFormEntry?: string;
  successMessage?: string;
  /** For a Content-Security-Policy that asks for one. */
  nonce?: string;
  /** The dialog is there. */
  onLoad?(): void;
  /** The user has closed it, having sent something or not. */
  onClose?(): void;
  /** It could not be loaded. */
  onError?(): void;
  /** Further parameters of the backend's dialog. */
  [parameter: string]: unknown;
}

/**
 * Asks the user what happened: loads the crash-report dialog of the backend, which shows itself and takes what is written.
 * Does nothing without a client, a DSN and an event. Never throws.
 */
export function showReportDialog(options: ReportDialogOptions = {}): void {
  guard(() => {
    const { onLoad, onClose, onError, nonce, dsn = getClient()?.getOptions().dsn, ...parameters } = options;
    const eventId = parameters.eventId ?? lastEventId();
    const src =
      dsn &&
      eventId &&
      getReportDialogEndpoint(dsn, { ...parameters, eventId, user: { ...knownUser(), ...options.user } });
    if (!src) {
      debug('The report dialog needs a DSN and an event.');
      return;
    }
    const script = document.createElement('script');
    Object.assign(script, { src, async: true, crossOrigin: 'anonymous', nonce, onload: onLoad, onerror: onError });
    if (onClose) {
      const stop = listen<MessageEvent>('message', ({ data }) => {
        if (data === CLOSED) {
          stop();
          // Outside of our guard: what goes wrong in it is the host's to see.
          setTimeout(onClose);
        }
      });
    }
    (document.head ?? document.body).append(script);
  });
}

/** What the dialog says when it goes. Source: wire-protocol, "Report dialog URL". */
const CLOSED = '__sentry_reportdialog_closed__';

function knownUser(): { name?: string; email?: string } {
  const user: User = Object.assign(
    {},
    ...[getGlobalScope(), getIsolationScope(), getCurrentScope()].map((scope) => scope.getUser()),
  );
  return { name: (user.name ?? user.username) as string | undefined, email: user.email as string | undefined };
}
