/**
 * Writes src/our-names.json, by which the codemod knows what Vedette exports: the names of each package and the options
 * of `init`. Run by `pnpm compatibility --write`; `pnpm compatibility` says when it is out of date.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = ['core', 'browser', 'node', 'react', 'express'];
const packages = fileURLToPath(new URL('../..', import.meta.url));

/** Where the list is. */
export const OUR_NAMES = fileURLToPath(new URL('../src/our-names.json', import.meta.url));

/** The text of the list, from the sources. `readDeclarations`: of scripts/compatibility. */
export function ourNames(readDeclarations) {
  const files = Object.fromEntries(PACKAGES.map((name) => [name, path.join(packages, name, 'src/index.ts')]));
  const declarations = readDeclarations(files, { conditions: ['@vedette/source'] });
  const names = Object.fromEntries(PACKAGES.map((name) => [name, [...declarations[name].names.keys()].sort()]));
  const optionsOf = (name, type) => [...declarations[name].membersOf(type).keys()].sort();
  const options = { browser: optionsOf('browser', 'BrowserOptions'), node: optionsOf('node', 'NodeOptions') };
  return `${JSON.stringify({ names, options }, null, 2)}\n`;
}
