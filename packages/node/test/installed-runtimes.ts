import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What programs can be run on. */
export interface Runtime {
  kind: 'Node' | 'Bun' | 'Deno';
  version: string;
  /** The program itself. */
  file: string;
  /** Its own arguments, before all others. */
  args: string[];
}

const KINDS: Record<string, { kind: Runtime['kind']; file: string; args: string[] }> = {
  node: { kind: 'Node', file: 'bin/node', args: [] },
  bun: { kind: 'Bun', file: 'bin/bun', args: [] },
  deno: { kind: 'Deno', file: 'deno', args: ['run', '--allow-all'] },
};

/** The Node that runs the tests. */
export const thisNode: Runtime = { kind: 'Node', version: process.versions.node, file: process.execPath, args: [] };

/** It, and those that are installed beside it. Source: `runtimes/package.json`. */
export const nodes = ['node18', 'node22', 'node24', 'node26'].flatMap(installed).concat(thisNode);

/** What else is installed. */
export const otherRuntimes = ['bun', 'deno'].flatMap(installed);

function installed(name: string): Runtime[] {
  const folder = fileURLToPath(new URL(`../../../runtimes/node_modules/${name}/`, import.meta.url));
  const { file, ...known } = KINDS[name.replace(/\d+$/, '')] as (typeof KINDS)[string];
  if (!existsSync(folder + file)) {
    return [];
  }
  const { version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  return [{ ...known, version: version.replace('v', ''), file: folder + file }];
}
