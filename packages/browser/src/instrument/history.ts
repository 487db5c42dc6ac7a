import { createChannel } from './channel.ts';
import { listen } from './listen.ts';
import { patch } from './patch.ts';

/** Hears `pushState`, `replaceState` and going back and forth; only if the URL changed. Both URLs are absolute. */
export const onNavigation = createChannel<[from: string, to: string]>((publish) => {
  let from = globalThis.location?.href;
  const hear = (): void => {
    const to = location.href;
    if (to !== from) {
      const before = from;
      from = to;
      publish(before, to);
    }
  };
  return [
    patch(globalThis.history, 'pushState', () => hear),
    patch(globalThis.history, 'replaceState', () => hear),
    listen('popstate', hear),
  ];
});
