import { errorMonitor } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { guard } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';
import { hear } from './hear.ts';
import { onceHttpIsUsed } from './once-http-is-used.ts';
import type { OutgoingListener, OutgoingRequest } from './outgoing.ts';

/**
 * Hears of every request made with `node:http` and `node:https`, in time to add headers. Node tells of a new request from
 * 22.12 and 23.2 on; before that, the function that writes the headers is patched, in the one place all requests
 * pass. Requests whose headers were given as an array are written at once and get none of ours. Returns the undo.
 */
export function onHttpClientRequest(listener: OutgoingListener): () => void {
  const underWay = new WeakMap<ClientRequest, OutgoingRequest>();

  const onCreated = (request: ClientRequest): void => {
    const host = request.getHeader('host') ?? request.host;
    const outgoing = listener({
      method: request.method,
      url: `${request.protocol}//${host}${request.path}`,
      getHeader: (name) => request.getHeader(name)?.toString(),
      setHeader: (name, value) => void (request.headersSent || request.setHeader(name, value)),
      request,
    });
    if (outgoing) {
      underWay.set(request, outgoing);
      // The monitor changes nothing for a host that has no listener for errors.
      request
        .once(errorMonitor, () => guard(outgoing.failed))
        .once('close', () => {
          // Taken out, or it would stay until the next full collection.
          underWay.delete(request);
          guard(outgoing.ended);
        });
    }
  };
  const stopRequests = hasCreatedChannel(process.versions.node)
    ? hear<{ request: ClientRequest }>('http.client.request.created', ({ request }) => onCreated(request))
    : onceHttpIsUsed(() => patchHeaderWriter((request) => guard(() => onCreated(request))));
  const stopResponses = hear<{ request: ClientRequest; response: IncomingMessage }>(
    'http.client.response.finish',
    ({ request, response }) =>
      underWay.get(request)?.answered(response.statusCode ?? 0, (name) => response.headers[name]?.toString(), response),
  );
  return () => {
    stopRequests();
    stopResponses();
  };
}

function hasCreatedChannel(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 2) || (major === 22 && minor >= 12);
}

interface HeaderWriter {
  _implicitHeader(this: ClientRequest): void;
}

/** `_implicitHeader` is called once a request, when it is first written to or ended, in every Node up to 22. */
function patchHeaderWriter(listener: (request: ClientRequest) => void): () => void {
  const prototype = loadBuiltin('node:http').ClientRequest.prototype as unknown as HeaderWriter;
  const original = prototype._implicitHeader;
  let active = true;
  const patched: HeaderWriter['_implicitHeader'] = function () {
    if (active) {
      listener(this);
    }
    return original.call(this);
  };
  prototype._implicitHeader = patched;
  return () => {
    active = false;
    // Somebody who patched after us calls ours, which from now on does nothing.
    if (prototype._implicitHeader === patched) {
      prototype._implicitHeader = original;
    }
  };
}
