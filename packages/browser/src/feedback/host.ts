import { element } from './element.ts';
import type { ResolvedFeedback } from './options.ts';
import { styleSheet } from './style.ts';

/** The element that holds what we show, in a shadow of its own. */
export interface FeedbackHost {
  /** Shows something; the element comes into the page with the first. */
  add(child: HTMLElement): void;
  /** Takes it away; the element leaves the page with the last. */
  delete(child: HTMLElement): void;
  /** Dresses it as these options say. */
  style(options: ResolvedFeedback): void;
  remove(): void;
}

/** Neither the page's style comes in nor ours gets out, and breadcrumbs of clicks see one element. */
export function createHost(options: ResolvedFeedback): FeedbackHost {
  const host = element('div', { id: options.id });
  const root = host.attachShadow({ mode: 'open' });
  const style = (given: ResolvedFeedback): void => {
    root.adoptedStyleSheets = [styleSheet(given)];
  };
  style(options);
  return {
    add(child) {
      // What is moved, even to where it is, loses the focus.
      if (!child.isConnected) {
        root.append(child);
      }
      if (!host.isConnected) {
        document.body.append(host);
      }
    },
    delete(child) {
      child.remove();
      if (!root.childElementCount) {
        host.remove();
      }
    },
    style,
    remove: () => host.remove(),
  };
}
