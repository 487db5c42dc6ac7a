import { loadBuiltin } from '../load-builtin.ts';
import { RUNTIME } from './runtime.ts';

/**
 * V8's inspector. Throws in Bun, which has another engine, and in Deno, whose inspector cannot be asked from a thread of the
 * same program and stops one that tries: local variables, profiles and what blocks the event loop are not told there.
 */
export function loadInspector(): typeof import('node:inspector') {
  if (RUNTIME !== 'node') {
    throw new Error(`${RUNTIME} has no inspector that can be used from within`);
  }
  return loadBuiltin('node:inspector');
}
