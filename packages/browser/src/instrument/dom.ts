import { createChannel } from './channel.ts';
import { listen } from './listen.ts';

/** Actions on one element closer together than this count once, in milliseconds. Source: sdk-behaviour, browser integrations. */
const DEBOUNCE_MS = 1000;

/**
 * Hears what a person did on the page: clicks anywhere, and the first key in a field, by one capturing listener each: no
 * listener of the host is wrapped, and one that stops the event does not hide it. `target` is the element, also one in an
 * open shadow tree.
 */
export const onDomAction = createChannel<[event: Event, target: Element]>((publish) => {
  let lastType: string;
  // A page that replaced its content must not be kept alive by the last click in it.
  let lastTarget: WeakRef<Element>;
  let lastMs: number;

  const hear = (event: Event): void => {
    const { type, timeStamp } = event;
    let target = event.target as HTMLElement;
    // Out here the target is the outermost host of a shadow tree; the path knows better, and is dear to make.
    if (target.shadowRoot) {
      target = event.composedPath()[0] as HTMLElement;
    }
    // The document and the window are no elements.
    if (
      target.nodeType === 1 &&
      (type === 'click' || /^(input|textarea)$/.test(target.localName) || target.isContentEditable)
    ) {
      if (type !== lastType || target !== lastTarget.deref() || timeStamp - lastMs >= DEBOUNCE_MS) {
        publish(event, target);
      }
      lastType = type;
      lastTarget = new WeakRef(target);
      lastMs = timeStamp;
    }
  };

  return [listen('click', hear, true), listen('keypress', hear, true)];
});
