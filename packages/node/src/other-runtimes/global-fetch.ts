import { guard } from '@vedette/core';
import type { OutgoingListener, OutgoingRequest } from '../instrument/outgoing.ts';
import { replaceMethod } from './replace-method.ts';

/**
 * Hears of every request made with the global `fetch`, where that is not undici and so says nothing of itself. It is over
 * when the head of the response is there. Returns the undo, after which the global is what it was.
 */
export function onGlobalFetch(listener: OutgoingListener): () => void {
  return replaceMethod(globalThis, 'fetch', (args, call) => {
    const heard = guard(() => tellOf(args as Parameters<typeof fetch>, listener));
    const result = call(heard?.args ?? args) as Promise<Response>;
    const { outgoing } = heard ?? {};
    // The promise that is made by `then`, as docs/decisions/0003 says.
    return outgoing
      ? result.then(
          (response) => {
            guard(() =>
              outgoing.answered(response.status, (name) => response.headers.get(name) ?? undefined, response),
            );
            guard(outgoing.ended);
            return response;
          },
          (error) => {
            guard(outgoing.failed);
            guard(outgoing.ended);
            throw error;
          },
        )
      : result;
  });
}

/** What is called instead carries the headers that were added. Throws where the host's own call will. */
function tellOf(
  args: Parameters<typeof fetch>,
  listener: OutgoingListener,
): { args: unknown[]; outgoing: OutgoingRequest | undefined } {
  const [input, init, ...rest] = args;
  const request = typeof input === 'object' && 'headers' in input ? input : undefined;
  const headers = new Headers(init?.headers ?? request?.headers);
  let isChanged = false;
  const outgoing = listener({
    method: init?.method ?? request?.method ?? 'GET',
    url: request?.url ?? String(input),
    getHeader: (name) => headers.get(name) ?? undefined,
    setHeader(name, value) {
      headers.set(name, value);
      isChanged = true;
    },
    request: request ?? { ...init },
  });
  return { args: isChanged ? [input, { ...init, headers }, ...rest] : args, outgoing };
}
