import { undoAll } from '../undo-all.ts';
import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

/** A change of the page's URL without a load. Both are absolute. */
export interface Navigation {
  from: string;
  to: string;
}

/** Hears `pushState`, `replaceState` and going back and forth; only if the URL changed. */
export const onNavigation = createChannel<Navigation>((publish) => {
  let from = globalThis.location?.href;
  const hear = (): void => {
    const to = globalThis.location.href;
    if (to !== from) {
      const navigation = { from, to };
      from = to;
      publish(navigation);
    }
  };
  const undo: Array<() => void> = (['pushState', 'replaceState'] as const).map((name) =>
    patch(globalThis.history, name, (original, self, args) => {
      const result: unknown = Reflect.apply(original, self, args);
      hear();
      return result;
    }),
  );
  globalThis.addEventListener?.('popstate', hear);
  undo.push(() => globalThis.removeEventListener?.('popstate', hear));
  return undoAll(undo);
});
