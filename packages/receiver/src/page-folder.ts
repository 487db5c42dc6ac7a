import { fileURLToPath } from 'node:url';

/** Where the built page lies. The same path from `src/` and from `dist/`, so it needs no telling which one runs. */
export const PAGE_FOLDER = fileURLToPath(new URL('../dist/ui', import.meta.url));

/** Where the built script of the report dialog lies. */
export const EMBED_FOLDER = fileURLToPath(new URL('../dist/embed', import.meta.url));
