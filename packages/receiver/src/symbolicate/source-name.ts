/**
 * The name of an original file as people know it: `../../src/cart.ts`, `webpack://shop/./src/cart.ts` and
 * `file:///home/me/src/cart.ts?x` lose what the bundler put around them.
 */
export function sourceName(source: string): string {
  const path = source
    .replace(/^(?:webpack|rollup|vite|turbopack|ng|parcel)[\w-]*:\/\/(?:[^/]*\/)?/, '')
    .replace(/^\[project\]\//, '')
    .replace(/^file:\/\//, '')
    .replace(/[?#].*$/s, '')
    .replaceAll('\0', '')
    .replace(/^(?:\.{1,2}\/)+/, '');
  const inModules = path.lastIndexOf('node_modules/');
  return inModules >= 0 ? path.slice(inModules) : path;
}

/** False for libraries and for what the bundler itself put in. */
export function isOwnSource(source: string): boolean {
  return !/(?:^|[/\\])node_modules[/\\]|^\0|^(?:webpack|vite|rollup|rolldown)\/|^turbopack:\/+\[turbopack\]\/|[/\\]webpack\/(?:bootstrap|runtime)/.test(
    source,
  );
}
