import { createChannel } from './channel.ts';
import { listen } from './listen.ts';
import { patch } from './patch.ts';

/**
 * Hears changes of the page's address that load no other page: by script, by links to a fragment, back and forth; only if
 * the URL is another one. Both URLs are absolute. The Navigation API tells of all of them; where there is none, or where
 * it is silent, as in frames without an origin, `history` is patched.
 */
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
  // Not in TypeScript's library yet. Any element with this id is called so too.
  const { navigation } = globalThis as { navigation?: EventTarget & { currentEntry?: object | null } };
  return navigation?.currentEntry
    ? [listen('currententrychange', hear, false, navigation)]
    : [
        patch(globalThis.history, 'pushState', () => hear),
        patch(globalThis.history, 'replaceState', () => hear),
        listen('popstate', hear),
      ];
});
