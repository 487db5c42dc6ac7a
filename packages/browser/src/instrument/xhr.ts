import { declaredBytes } from './body-bytes.ts';
import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

/** An `XMLHttpRequest` that is about to go out. */
export interface XhrCall {
  method: string;
  /** As the host gave it; may be relative. */
  url: string;
  xhr: XMLHttpRequest;
  /** What is sent. */
  body: unknown;
}

/** Hears every `XMLHttpRequest` when it is sent and, before the host's `load` listeners do, when it is done. */
export const onXhr = createChannel<[XhrCall]>((publish) => {
  const opened = new WeakMap<object, Pick<XhrCall, 'method' | 'url'>>();
  const prototype = globalThis.XMLHttpRequest?.prototype;
  return [
    patch(prototype, 'open', ([method, url], xhr) => {
      opened.set(xhr as XMLHttpRequest, { method: String(method).toUpperCase(), url: String(url) });
    }),
    patch(prototype, 'send', ([body], self) => {
      const xhr = self as XMLHttpRequest;
      const request = opened.get(xhr);
      if (request) {
        // A second `send` of one request throws.
        opened.delete(xhr);
        const end = publish({ ...request, xhr, body });
        const hear = (): void => {
          if (xhr.readyState === XMLHttpRequest.DONE) {
            xhr.removeEventListener('readystatechange', hear);
            end({
              status: xhr.status,
              failed: !xhr.status,
              bodyBytes: declaredBytes(xhr.getResponseHeader('content-length')),
            });
          }
        };
        xhr.addEventListener('readystatechange', hear);
      }
    }),
  ];
});
