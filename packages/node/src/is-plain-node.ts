import { basename } from 'node:path';

/**
 * Whether the running program is `node` itself, so that it can be started to run something else: a single executable, an
 * Electron or a compiled program would run the host's program again.
 */
export function isPlainNode(): boolean {
  return /^node(js)?\d*(\.exe)?$/i.test(basename(process.execPath));
}
