/** How many packages stand in `node_modules` once somebody has installed one of the bench workspace's dependencies. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

const workspace = path.resolve(import.meta.dirname, '..');

/** The packages of these names and all that they depend on, each version once. Peers that are optional are left out. */
export function countPackages(names) {
  const found = new Set();
  const visit = (name, from) => {
    const folder = folderOf(name, from);
    if (folder && !found.has(folder)) {
      found.add(folder);
      const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(folder);
      const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
      for (const wanted of [...Object.keys(dependencies), ...peers]) {
        visit(wanted, folder);
      }
    }
  };
  for (const name of names) {
    visit(name, workspace);
  }
  return found.size;
}

/** Where Node finds it, from that folder upwards. */
function folderOf(name, from) {
  for (let at = from; at !== path.dirname(at); at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', name);
    if (existsSync(path.join(folder, 'package.json'))) {
      return realpathSync(folder);
    }
  }
  return undefined;
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
