/** One object store of IndexedDB, whose keys are counted up from 1. */
export interface Database {
  /**
   * Opens it where that has not happened, and runs `act` in a transaction; resolves with what was given to `done` when all
   * of it is written. Rejects where there is no storage, it is full, or nobody may use it.
   */
  run<T>(act: (store: IDBObjectStore, done: (value: T) => void) => void): Promise<T | undefined>;
}

/** Nothing is opened before it is used. */
export function createDatabase(dbName: string, storeName: string): Database {
  let opening: Promise<IDBDatabase> | undefined;

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

  return {
    async run<T>(act: (store: IDBObjectStore, done: (value: T) => void) => void) {
      opening ??= open();
      const db = await opening;
      return new Promise<T | undefined>((resolve, reject) => {
        let result: T | undefined;
        const transaction = db.transaction(storeName, 'readwrite');
        transaction.oncomplete = () => resolve(result);
        transaction.onabort = () => reject(transaction.error);
        act(transaction.objectStore(storeName), (value) => {
          result = value;
        });
      });
    },
  };
}
