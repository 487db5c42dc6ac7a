import { createHook } from 'node:async_hooks';
import { guard } from '@vedette/core';

/**
 * Starts once, before a request of `node:http` or `node:https` writes its headers: now if the module is loaded, else with
 * the first socket that is made after it was. To load it ourselves would cost a start 3 ms and 2 MB (Node 20). A first
 * request that makes no socket of Node's own is missed. Returns the undo, also of what was started.
 */
export function onceHttpIsUsed(start: () => () => void): () => void {
  if (isHttpLoaded()) {
    return start();
  }
  let stop: () => void = () => void hook.disable();
  // Nothing else tells of an encrypted connection in time; the channel `net.client.socket` does not.
  const hook = createHook({
    init(_id, type) {
      if (SOCKETS.has(type) && isHttpLoaded()) {
        stop();
        stop = guard(start, () => {});
      }
    },
  }).enable();
  return () => stop();
}

/** What stands behind the sockets and the servers of `net` and `tls`. */
const SOCKETS = new Set(['TCPWRAP', 'PIPEWRAP', 'TLSWRAP', 'TCPSERVERWRAP', 'PIPESERVERWRAP']);

/** By the list of Node's own. A runtime that keeps none is taken to have loaded it. */
function isHttpLoaded(): boolean {
  const { moduleLoadList } = process as { moduleLoadList?: string[] };
  return moduleLoadList?.includes('NativeModule _http_client') ?? true;
}
