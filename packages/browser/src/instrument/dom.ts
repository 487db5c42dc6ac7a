import { createChannel } from './channel.ts';
import { listen } from './listen.ts';

/** What is heard, and the elements it is told of; keys also wherever a person may edit the text. */
const ELEMENTS = { click: '*', keypress: 'input,textarea' };

/** Actions on one element closer together than this count once, in milliseconds. Source: sdk-behaviour, browser integrations. */
const DEBOUNCE_MS = 1000;

/**
 * Hears what a person did on the page: clicks anywhere, and the first key in a field, by one capturing listener each: no listener of the host is
 * wrapped, and one that stops the event does not hide it.
 */
export const onDomAction = createChannel<[type: keyof typeof ELEMENTS, target: Element]>((publish) => {
  let lastType: string;
  let lastTarget: Element;
  let lastMs: number;

  const hear = (event: Event): void => {
    const { type, timeStamp } = event as Event & { type: keyof typeof ELEMENTS };
    // Within a shadow tree the event's target is its host; the path knows better.
    const target = event.composedPath()[0] as HTMLElement;
    // The document and the window match nothing.
    if (target.matches?.(ELEMENTS[type]) || target.isContentEditable) {
      if (type !== lastType || target !== lastTarget || timeStamp - lastMs >= DEBOUNCE_MS) {
        publish(type, target);
      }
      lastType = type;
      lastTarget = target;
      lastMs = timeStamp;
    }
  };

  return Object.keys(ELEMENTS).map((type) => listen(type, hear, true));
});
