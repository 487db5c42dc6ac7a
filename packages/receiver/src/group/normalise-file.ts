/**
 * A file as grouping sees it: without host, query, build hash and the part of the path that depends on the machine, so
 * that `http://a/assets/index-BxK3k29a.js?v=1` and `http://b/assets/index-Cz81kdQ0.js` are both `assets/index.js`.
 */
export function normaliseFile(file: string): string {
  const path = file
    .replace(/^file:\/\//i, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i, '')
    .replace(/[?#].*$/s, '')
    .replaceAll('\\', '/');
  const inModules = path.lastIndexOf('node_modules/');
  const segments = (inModules >= 0 ? path.slice(inModules) : path).split('/').filter(Boolean);
  const kept = isAbsolute(path) && inModules < 0 ? segments.slice(-MACHINE_INDEPENDENT_SEGMENTS) : segments;
  return [...kept.slice(0, -1), withoutHash(kept.at(-1) ?? '')].join('/');
}

/** Builds unpack into folders of any depth; what lies this near to the file is the project's own. */
const MACHINE_INDEPENDENT_SEGMENTS = 3;

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:\//i.test(path);
}

/**
 * Bundlers put a hash before the extension: eight characters of base64url or base32 (Vite, Rollup, esbuild), or eight
 * and more hex digits (webpack, Parcel, Next). Plain words are kept: a hash has a digit or a capital.
 */
function withoutHash(name: string): string {
  return name.replace(/[-._](?:(?=[a-f]{0,40}\d)[0-9a-f]{8,40}|(?=[a-z_-]{0,8}[A-Z0-9])[\w-]{8})(?=\.)/, '');
}
