import ours from '../our-names.json';

const NAMES: Record<string, Set<string>> = Object.fromEntries(
  Object.entries(ours.names).map(([name, names]) => [`@vedette/${name}`, new Set(names)]),
);

const OPTIONS = {
  browser: new Set(ours.options.browser),
  node: new Set(ours.options.node),
};

/**
 * Whether our package exports the name. `specifier`: the package, as the file imports it. Of entries beside the main one it is
 * not known; there the compiler has to tell.
 */
export function isOurs(specifier: string, name: string): boolean {
  return NAMES[specifier]?.has(name) ?? true;
}

/** Whether `init` of the package knows the option. */
export function isOurOption(specifier: string, name: string): boolean {
  return OPTIONS[isOfServers(specifier) ? 'node' : 'browser'].has(name);
}

/** Whether the package is for programs on servers. */
export function isOfServers(specifier: string): boolean {
  return /\/(node|express)(\/|$)/.test(specifier);
}
