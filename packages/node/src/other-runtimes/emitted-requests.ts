import { guard } from '@vedette/core';
import { hear } from '../instrument/hear.ts';
import { loadBuiltin } from '../load-builtin.ts';
import { replaceMethod } from './replace-method.ts';

const CHANNEL = 'http.server.request.start';

/**
 * Hears of every request to a `node:http` or `node:https` server of Bun, which (as of 1.4) says nothing of them on the
 * channel: by their `request` event, before its listeners. A Bun that learns to speak is heard once. Returns the undo.
 */
export function onEmittedRequest<Exchange extends { request: object }>(
  listener: (exchange: Exchange) => void,
): () => void {
  const heard = new WeakSet<object>();
  const once = (exchange: Exchange): void => {
    if (!heard.has(exchange.request)) {
      heard.add(exchange.request);
      listener(exchange);
    }
  };
  const prototype = loadBuiltin('node:http').Server.prototype;
  const wasInherited = !Object.hasOwn(prototype, 'emit');
  const stopChannel = hear(CHANNEL, once);
  const stopEvents = replaceMethod(prototype, 'emit', (args, call) => {
    const [name, request, response] = args;
    if (name === 'request') {
      guard(() => once({ request, response } as unknown as Exchange));
    }
    return call(args);
  });
  return () => {
    stopChannel();
    stopEvents();
    if (wasInherited && prototype.emit === Object.getPrototypeOf(prototype).emit) {
      Reflect.deleteProperty(prototype, 'emit');
    }
  };
}
