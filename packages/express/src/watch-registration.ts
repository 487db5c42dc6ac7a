import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Client, debug, getIsolationScope, guard, withRequestScopes } from '@vedette/node';
import { errorHandlerProblem, seenError } from './registration.ts';
import type { RoutedRequest } from './route-name.ts';

/**
 * Waits for the first answer with a status of 500 or more of which nothing was reported, and says in debug what is wrong
 * with the error handler, if anything is. For `debug` only: it looks at every answer. Returns the undo.
 */
export function watchRegistration(client: Client): () => void {
  const finished = channel('http.server.response.finish');
  /** In which something was captured, whoever did it. */
  const reported = new WeakSet<object>();
  const stopMarking = client.on('preprocessEvent', ({ type }) => {
    if (!type) {
      reported.add(getIsolationScope());
    }
  });
  const look = (message: unknown): void =>
    guard(() => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      const problem = unreportedProblem(request, response, reported);
      if (problem) {
        stop();
        debug(`${request.method} was answered with ${response.statusCode} and nothing was reported.`, problem);
      }
    });
  const stop = (): void => {
    stopMarking();
    finished.unsubscribe(look);
  };
  finished.subscribe(look);
  return stop;
}

function unreportedProblem(
  request: RoutedRequest,
  response: ServerResponse,
  reported: WeakSet<object>,
): string | undefined {
  const { app } = request;
  const isUnseen = app && response.statusCode >= 500 && seenError(response) === undefined;
  return isUnseen && !withRequestScopes(request, response, () => reported.has(getIsolationScope()))
    ? errorHandlerProblem(app)
    : undefined;
}
