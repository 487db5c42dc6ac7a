import { listen } from '../instrument/listen.ts';

/** Tells other pages of this origin that this one lives, as long as it has something to do. */
export interface Presence {
  /** Something begins; returns by what name this page is known meanwhile. */
  begin(): string;
  /** Something that began has ended. */
  end(): void;
  /** The names of all that live; `undefined` where nobody can tell. */
  alive(): Promise<Set<string> | undefined>;
}

/**
 * A page holds a lock of its name, which the browser takes back when the page dies, however it does. Held no longer than
 * needed, and not by a hidden page that may be kept for the way back: a page with locks is neither kept nor frozen.
 */
export function createPresence(prefix: string): Presence {
  // Only in secure contexts.
  const locks = navigator.locks as LockManager | undefined;
  let busy = 0;
  let name = '';
  let leave: (() => void) | undefined;
  let isAway = false;

  const enter = (): void => {
    name = `${prefix}/${Math.random()}`;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    locks?.request(name, () => left).catch(() => undefined);
  };

  const goAway = (): void => {
    leave?.();
    leave = undefined;
  };

  listen('pagehide', () => {
    isAway = true;
    goAway();
  });
  listen('pageshow', () => {
    isAway = false;
  });
  return {
    begin() {
      busy++;
      if (!leave && !isAway) {
        enter();
      }
      return name;
    },
    end() {
      busy--;
      if (busy === 0) {
        goAway();
      }
    },
    async alive() {
      try {
        const { held = [], pending = [] } = (await locks?.query()) ?? {};
        return locks && new Set([...held, ...pending].map((lock) => String(lock.name)));
      } catch {
        // A frame without an origin.
        return undefined;
      }
    },
  };
}
