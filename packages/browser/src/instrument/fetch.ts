import { guard } from '@vedette/core';
import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

/** A `fetch` that is about to go out. */
export interface FetchCall {
  method: string;
  /** As the host gave it; may be relative. */
  url: string;
  /** What the original will be called with; a listener may replace it to add headers. */
  args: Parameters<typeof fetch>;
}

let unpatched: typeof fetch | undefined;

/** The `fetch` beneath our patch, for our own requests; not heard by anyone. */
export function nativeFetch(): typeof fetch {
  return unpatched ?? fetch.bind(globalThis);
}

/** Hears every `fetch` of the page when it starts and, when the response's head arrives or it fails, how it ended. */
export const onFetch = createChannel<FetchCall>((publish) => {
  unpatched = globalThis.fetch?.bind(globalThis);
  const undo = patch(globalThis, 'fetch', (original, self, args) => {
    const call = guard(() => describe(args as FetchCall['args']), undefined);
    if (!call) {
      return Reflect.apply(original, self, args);
    }
    const end = publish(call);
    // A promise with the same fate: watching the host's from the side would hide an unhandled rejection. What stands in
    // for `fetch` in a host's tests may return no promise at all.
    const result = Reflect.apply(original, self, call.args) as Promise<Response> | undefined;
    return (
      result?.then?.(
        (response) => {
          end({ response, status: response.status });
          return response;
        },
        (error) => {
          end({ failed: true, status: 0 });
          throw error;
        },
      ) ?? result
    );
  });
  return () => {
    unpatched = undefined;
    undo();
  };
});

function describe(args: FetchCall['args']): FetchCall {
  const [input, init] = args;
  const request = typeof input === 'object' && 'method' in input ? input : undefined;
  return {
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: request?.url ?? String(input),
    args,
  };
}
