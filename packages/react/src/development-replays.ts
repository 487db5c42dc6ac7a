import type { Client } from '@vedette/browser';

/**
 * React 17 and 18, built for development, run what fails once more inside of an event of their own, so that debuggers stop
 * there: the window hears of errors that are caught after all. What the window hears at such a time is not reported; an
 * error that nobody catches React throws again outside of it.
 */
export function ignoreReplays(client: Client): void {
  const { captureException } = client;
  client.captureException = (exception, hint, scope) =>
    // The function, called so in React's files, that replays.
    hint?.mechanism?.type?.endsWith('onerror') && new Error().stack?.includes('invokeGuardedCallbackDev')
      ? ''
      : captureException(exception, hint, scope);
}
