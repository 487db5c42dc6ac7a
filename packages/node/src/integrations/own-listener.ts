import type { EventEmitter } from 'node:events';
import type { Client } from '@vedette/core';

/** Where a listener says whose it is. For all copies of this package: an ESM and a CJS one may be in one process. */
const OWNER = Symbol.for('vedette.listener');

/** Marks a listener for an event of the process as a client's, so that no client takes it for the host's. */
export function markListener(listener: object, client: Client): void {
  // Not to be seen where the host prints its listeners.
  Object.defineProperty(listener, OWNER, { value: client });
}

/** The client whose listener it is; `undefined` for the host's. */
export function ownerOf(listener: object): Client | undefined {
  return (listener as { [OWNER]?: Client })[OWNER];
}

/** Whether the host listens to an event of the process. */
export function hostListens(event: string): boolean {
  return (process as EventEmitter).listeners(event).some((listener) => !ownerOf(listener));
}
