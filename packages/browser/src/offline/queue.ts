import {
  type Envelope,
  type HeldEnvelope,
  type OfflineQueue,
  recordDroppedItems,
  serializeEnvelope,
} from '@vedette/core';
import { createDatabase } from './database.ts';
import type { BrowserOfflineTransportOptions } from './options.ts';
import { createPresence } from './presence.ts';

/** Milliseconds an envelope stays with the page that took it, when nobody can tell whether that page lives. */
const LEASE_MS = 30_000;
/** The same where somebody can: until the page is known to live. */
const GRACE_MS = 1000;
/** The key of the sum of all sizes; envelopes have 1 and above. */
const BYTES = 0;

interface StoredEnvelope {
  envelope: Envelope;
  /** Characters of it, serialized: about the bytes it takes. */
  size: number;
  /** When it was stored, in milliseconds since the epoch. */
  at: number;
  /** The page that sends it, and until when it is left alone even if that page does not live. */
  owner: string;
  until: number;
}

type Claimed = { tooOld: Envelope[] } & ({ key: IDBValidKey; record: StoredEnvelope } | { record?: undefined });

/**
 * Envelopes in IndexedDB, which all pages of an origin share: what one of them sends the others leave alone, until it is
 * dead. Bounded by number, bytes and age. What is too old is dropped and counted.
 */
export function createQueue(options: BrowserOfflineTransportOptions): OfflineQueue {
  const { dbName = 'vedette-offline', storeName = 'queue' } = options;
  const { maxQueueSize = 1000, maxBytes = 5_000_000, maxAgeMs = 30 * 24 * 3_600_000 } = options;
  const database = createDatabase(dbName, storeName);
  const presence = createPresence(`${dbName}/${storeName}`);
  /** In our own name, whatever others know of us. */
  const ours = new Set<IDBValidKey>();
  const leaseMs = 'locks' in navigator ? GRACE_MS : LEASE_MS;

  const addBytes = (store: IDBObjectStore, size: number): void => {
    const sum = store.get(BYTES);
    sum.onsuccess = () => store.put(Math.max(0, (sum.result ?? 0) + size), BYTES);
  };

  const hold = (key: IDBValidKey, envelope: Envelope): HeldEnvelope => {
    ours.add(key);
    /** Ends our hold on it; `act` is given what is stored, if it still is. */
    const end = async (act: (store: IDBObjectStore, record: StoredEnvelope) => void): Promise<void> => {
      try {
        await database.run((store) => {
          const stored = store.get(key);
          stored.onsuccess = () => stored.result && act(store, stored.result);
        });
      } finally {
        ours.delete(key);
        presence.end();
      }
    };
    return {
      envelope,
      remove: () =>
        end((store, { size }) => {
          store.delete(key);
          addBytes(store, -size);
        }),
      release: () => end((store, record) => store.put({ ...record, until: 0, owner: '' }, key)),
    };
  };

  /** In the name of `owner`; what was too old is deleted on the way. */
  const claimOldest = (owner: string, alive: Set<string> | undefined): Promise<Claimed | undefined> =>
    database.run((store, done) => {
      const tooOld: Envelope[] = [];
      const cursor = store.openCursor(IDBKeyRange.lowerBound(1));
      cursor.onsuccess = () => {
        const at = cursor.result;
        const record = at?.value as StoredEnvelope | undefined;
        const now = Date.now();
        if (!at || !record) {
          done({ tooOld });
        } else if (record.at + maxAgeMs < now) {
          at.delete();
          addBytes(store, -record.size);
          tooOld.push(record.envelope);
          at.continue();
        } else if (ours.has(at.primaryKey) || record.until > now || alive?.has(record.owner)) {
          at.continue();
        } else {
          at.update({ ...record, owner, until: now + leaseMs });
          done({ tooOld, key: at.primaryKey, record });
        }
      };
    });

  return {
    async add(envelope) {
      const owner = presence.begin();
      try {
        const size = serializeEnvelope(envelope).length;
        const at = Date.now();
        const record: StoredEnvelope = { envelope, size, at, owner, until: at + leaseMs };
        const key = await database.run<IDBValidKey>((store, done) => {
          const count = store.count(IDBKeyRange.lowerBound(1));
          const sum = store.get(BYTES);
          sum.onsuccess = () => {
            if (count.result < maxQueueSize && (sum.result ?? 0) + size <= maxBytes) {
              addBytes(store, size);
              const put = store.add(record);
              put.onsuccess = () => done(put.result);
            }
          };
        });
        if (key === undefined) {
          throw new Error('it is full');
        }
        return hold(key, envelope);
      } catch (error) {
        presence.end();
        throw error;
      }
    },

    async claim() {
      const alive = await presence.alive();
      const owner = presence.begin();
      try {
        const claimed = await claimOldest(owner, alive);
        for (const [, items] of claimed?.tooOld ?? []) {
          recordDroppedItems(items, 'cache_overflow', options.recordDroppedEvent);
        }
        if (claimed?.record) {
          return hold(claimed.key, claimed.record.envelope);
        }
        presence.end();
        return undefined;
      } catch (error) {
        presence.end();
        throw error;
      }
    },

    clear: () => database.run((store) => store.clear()),
  };
}
