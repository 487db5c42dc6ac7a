import { getClient } from '../scope/current.ts';
import type { ConsentState } from '../types/client.ts';

/**
 * Tells the current client whether anything may leave from now on. `granted` sends what waited, in order; `denied` forgets
 * it, and no byte leaves afterwards; `pending` keeps in memory what comes. Does nothing without a client: what holds from
 * the start is the option `consent`.
 */
export function setConsent(state: ConsentState): void {
  getClient()?.emit('consent', state);
}
