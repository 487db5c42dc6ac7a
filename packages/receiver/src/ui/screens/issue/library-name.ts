/**
 * Which library a file belongs to: `express`, `@scope/name`, `Node.js`; `null` when the path does not tell. Understands npm
 * and pnpm folders, and the file names Vite gives to dependencies it bundled in development.
 */
export function libraryName(filename: string | undefined): string | null {
  if (!filename) {
    return null;
  }
  if (filename.startsWith('node:') || filename.startsWith('internal/')) {
    return 'Node.js';
  }
  const inside = filename.replaceAll('\\', '/').split('node_modules/').slice(1).pop();
  const [first, second, third] = inside?.split('/') ?? [];
  if (!first) {
    return null;
  }
  if (first === '.vite') {
    return third?.replace(/\.m?js.*$/, '') ?? null;
  }
  return first.startsWith('@') && second ? `${first}/${second}` : first;
}
