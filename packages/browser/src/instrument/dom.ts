import { createChannel } from './channel.ts';

/** Something a person did on the page. */
export interface DomAction {
  kind: 'click' | 'keypress';
  target: Element;
}

/** Clicks on one element closer together than this count once, in milliseconds. Source: sdk-behaviour, browser integrations. */
const DEBOUNCE_MS = 1000;

/**
 * Hears clicks anywhere, and the first key in a field, by one capturing listener each on the document: no listener of
 * the host is wrapped, and one that stops the event does not hide it.
 */
export const onDomAction = createChannel<DomAction>((publish) => {
  const document = globalThis.document as Document | undefined;
  let last: { target: EventTarget; kind: string; at: number } | undefined;

  const hear = (event: Event): void => {
    // Within a shadow tree the event's target is its host; the path knows better.
    const target = event.composedPath()[0];
    const kind = event.type as DomAction['kind'];
    if (!(target instanceof Element) || (kind === 'keypress' && !isEditable(target))) {
      return;
    }
    const same = last?.target === target && last.kind === kind && event.timeStamp - last.at < DEBOUNCE_MS;
    last = { target, kind, at: event.timeStamp };
    if (!same) {
      publish({ kind, target });
    }
  };

  const options = { capture: true, passive: true };
  document?.addEventListener('click', hear, options);
  document?.addEventListener('keypress', hear, options);
  return () => {
    document?.removeEventListener('click', hear, options);
    document?.removeEventListener('keypress', hear, options);
  };
});

function isEditable(element: Element): boolean {
  return /^(INPUT|TEXTAREA)$/.test(element.tagName) || (element as HTMLElement).isContentEditable;
}
