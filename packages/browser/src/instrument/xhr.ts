import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

/** An `XMLHttpRequest` that is about to go out. */
export interface XhrCall {
  method: string;
  /** As the host gave it; may be relative. */
  url: string;
  xhr: XMLHttpRequest;
}

/** Hears every `XMLHttpRequest` when it is sent and when it is done. */
export const onXhr = createChannel<[XhrCall]>((publish) => {
  const opened = new WeakMap<object, Pick<XhrCall, 'method' | 'url'>>();
  const prototype = globalThis.XMLHttpRequest?.prototype;
  return [
    patch(prototype, 'open', ([method, url], xhr) => {
      opened.set(xhr as XMLHttpRequest, { method: String(method).toUpperCase(), url: String(url) });
    }),
    patch(prototype, 'send', (_, self) => {
      const xhr = self as XMLHttpRequest;
      const request = opened.get(xhr);
      if (request) {
        const end = publish({ ...request, xhr });
        xhr.addEventListener('loadend', () => end({ status: xhr.status, failed: !xhr.status }), { once: true });
      }
    }),
  ];
});
