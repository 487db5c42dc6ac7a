import { guard } from '@vedette/core';
import { createChannel, type End } from './channel.ts';
import { patch } from './patch.ts';

/** An `XMLHttpRequest` that is about to go out. */
export interface XhrCall {
  method: string;
  /** As the host gave it; may be relative. */
  url: string;
  xhr: XMLHttpRequest;
}

/** Hears every `XMLHttpRequest` when it is sent and when it is done. */
export const onXhr = createChannel<XhrCall>((publish) => {
  const opened = new WeakMap<XMLHttpRequest, Pick<XhrCall, 'method' | 'url'>>();
  const prototype = globalThis.XMLHttpRequest?.prototype;
  const undoOpen = patch(prototype, 'open', (original, self, args) => {
    guard(() => {
      opened.set(self as XMLHttpRequest, { method: String(args[0]).toUpperCase(), url: String(args[1]) });
    });
    return Reflect.apply(original, self, args);
  });
  const undoSend = patch(prototype, 'send', (original, self, args) => {
    guard(() => {
      const xhr = self as XMLHttpRequest;
      const request = opened.get(xhr);
      if (request) {
        const end: (end: End) => void = publish({ ...request, xhr });
        xhr.addEventListener('loadend', () => guard(() => end({ status: xhr.status, failed: !xhr.status })), {
          once: true,
        });
      }
    });
    return Reflect.apply(original, self, args);
  });
  return () => {
    undoSend();
    undoOpen();
  };
});
