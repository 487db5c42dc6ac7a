import { listen } from '../instrument/listen.ts';

/** One object store of IndexedDB, whose keys are counted up from 1. */
export interface Database {
  /**
   * Opens it where that has not happened, and runs `act` in a transaction; resolves with what was given to `done` when all of
   * it is written. Rejects where there is no storage, it is full, or nobody may use it. What a page that is put away for the
   * way back had begun is undone, and `act` runs again when it is back: in WebKit other pages would wait for it meanwhile.
   */
  run<T>(act: (store: IDBObjectStore, done: (value: T) => void) => void): Promise<T | undefined>;
}

/** Nothing is opened before it is used. */
export function createDatabase(dbName: string, storeName: string): Database {
  let opening: Promise<IDBDatabase> | undefined;
  /** What was asked for last. One at a time: WebKit cannot undo what waits for another. */
  let last: Promise<unknown> = Promise.resolve();
  /** What is under way, unless it was undone because the page is put away. */
  let running: IDBTransaction | undefined;
  /** Resolves when the page is back; `undefined` while it is not away. */
  let away: Promise<void> | undefined;

  listen<PageTransitionEvent>('pagehide', ({ persisted }) => {
    if (persisted) {
      away = new Promise((resolve) => {
        const stopListening = listen('pageshow', () => {
          stopListening();
          away = undefined;
          resolve();
        });
      });
      const begun = running;
      running = undefined;
      begun?.abort();
    }
  });

  const open = async (): Promise<IDBDatabase> => {
    try {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(dbName);
        request.onupgradeneeded = () => request.result.createObjectStore(storeName, { autoIncrement: true });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      // Somebody deletes it, or the browser has closed it: the next one opens it again.
      db.onversionchange = db.onclose = () => {
        opening = undefined;
        db.close();
      };
      return db;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };

  const once = async <T>(act: (store: IDBObjectStore, done: (value: T) => void) => void): Promise<T | undefined> => {
    opening ??= open();
    const db = await opening;
    await away;
    const transaction = db.transaction(storeName, 'readwrite');
    running = transaction;
    try {
      return await new Promise<T | undefined>((resolve, reject) => {
        let result: T | undefined;
        transaction.oncomplete = () => resolve(result);
        transaction.onabort = () => reject(transaction.error);
        act(transaction.objectStore(storeName), (value) => {
          result = value;
        });
      });
    } catch (error) {
      if (running) {
        throw error;
      }
    } finally {
      running = undefined;
    }
    return once(act);
  };

  return {
    run(act) {
      const turn = last.then(() => once(act));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
