// Paths with slashes, as in URLs and on most systems; core has no file system to ask.

/** Without `.`, `..` and doubled slashes where they can be done without; of nothing it is `.`. */
export function normalizePath(path: string): string {
  const parts = resolveParts(path.split('/'), !isAbsolute(path)).join('/');
  const trailing = path.endsWith('/') && parts ? '/' : '';
  return (isAbsolute(path) ? '/' : '') + (parts || (isAbsolute(path) ? '' : '.')) + trailing;
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

export function join(...paths: string[]): string {
  return normalizePath(paths.filter(Boolean).join('/'));
}

/** The path that a list of them leads to, the last absolute one first; below `/` when none is. */
export function resolve(...paths: string[]): string {
  const whole = paths.reduce((before, path) => (isAbsolute(path) ? path : `${before}/${path}`), '');
  return `/${resolveParts(whole.split('/'), false).join('/')}`;
}

/** How to come from one path to another. */
export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => resolve(path).split('/').filter(Boolean)) as [string[], string[]];
  const firstOther = start.findIndex((part, index) => part !== end[index]);
  const shared = firstOther < 0 ? start.length : firstOther;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/');
}

export function dirname(path: string): string {
  const parts = withoutTrailingSlashes(path).split('/');
  parts.pop();
  return withoutTrailingSlashes(parts.join('/')) || (isAbsolute(path) ? '/' : '.');
}

/** The last part; without `extension` where it ends with that. */
export function basename(path: string, extension = ''): string {
  const last = withoutTrailingSlashes(path).split('/').at(-1) ?? '';
  return extension && last.endsWith(extension) ? last.slice(0, -extension.length) : last;
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') {
    end--;
  }
  return path.slice(0, end);
}

function resolveParts(parts: string[], mayClimb: boolean): string[] {
  const result: string[] = [];
  for (const part of parts.filter((part) => part && part !== '.')) {
    if (part !== '..') {
      result.push(part);
    } else if (result.length > 0 && result.at(-1) !== '..') {
      result.pop();
    } else if (mayClimb) {
      result.push(part);
    }
  }
  return result;
}
