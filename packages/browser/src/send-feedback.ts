import { captureFeedback, type EventHint, getClient, type SendFeedbackParams } from '@vedette/core';

/** Milliseconds that an answer is waited for. Source: sdk-behaviour, "User feedback". */
const TIMEOUT_MS = 30_000;

/**
 * Sends what a user wrote, with the page's address unless another is given, and tells how that went, for a form that
 * says so: resolves with the id when the backend has taken it. Rejects with an `Error` that says why not: there is no
 * message or no client, the backend refused it or did not answer within 30 seconds, or it was never sent.
 */
export async function sendFeedback(
  params: SendFeedbackParams,
  hint: EventHint & { includeReplay?: boolean } = { includeReplay: true },
): Promise<string> {
  const client = getClient();
  if (!client?.isEnabled()) {
    throw new Error('Feedback cannot be sent: there is no client.');
  }
  if (!params?.message?.trim()) {
    throw new Error('Feedback cannot be sent: it has no message.');
  }
  return new Promise((resolve, reject) => {
    const end = (problem?: string): void => {
      stopHearing();
      stopTimer();
      if (problem) {
        reject(new Error(`Feedback was not sent: ${problem}`));
      } else {
        resolve(eventId);
      }
    };
    const stopTimer = client.platform.delay(() => end('there was no answer in time.'), TIMEOUT_MS);
    const stopHearing = client.on('afterSendEvent', ({ event_id }, { statusCode }) => {
      if (event_id === eventId) {
        const isTaken = statusCode !== undefined && statusCode >= 200 && statusCode < 300;
        end(isTaken ? undefined : (REASONS[statusCode ?? 0] ?? `the backend answered ${statusCode}.`));
      }
    });
    const eventId = captureFeedback({ url: globalThis.location?.href, ...params }, hint);
  });
}

const REASONS: Record<number, string | undefined> = {
  0: 'the backend could not be reached, or asked to wait.',
  403: 'the backend does not take it from this page; look at its list of allowed domains.',
};
