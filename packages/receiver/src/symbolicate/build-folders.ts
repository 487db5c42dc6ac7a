import { lstat, readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

/** A source map in a watched folder. Only what a scan has seen is ever read, so no frame can name a file outside. */
export interface MapFile {
  /** Absolute. */
  path: string;
  /** Of the generated file, from the watched folder: `['assets', 'index-1.js']`. */
  segments: string[];
  mtimeMs: number;
  size: number;
}

export interface BuildFolders {
  folders: readonly string[];
  /** All maps there are, at most a second old. A folder that is not there is empty. */
  scan(): Promise<MapFile[]>;
}

/** How old a scan may be. A build takes longer, and a scan of a thousand files about 20 ms. */
const MAX_AGE_MS = 1000;

/** Enough for any build; keeps a folder given by mistake, such as a home, from costing more than a moment. */
const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 16;

/**
 * The folders where builds put their source maps. They are read anew when asked and a second has passed: watching a
 * tree with `fs.watch` misses renames and new folders on Linux. Symbolic links are not followed.
 */
export function createBuildFolders(folders: readonly string[], now: () => number = Date.now): BuildFolders {
  const roots = folders.map((folder) => resolve(folder));
  let scannedAt = Number.NEGATIVE_INFINITY;
  let scanning: Promise<MapFile[]> = Promise.resolve([]);
  return {
    folders: roots,
    scan() {
      if (now() - scannedAt >= MAX_AGE_MS) {
        scannedAt = now();
        scanning = Promise.all(roots.map(scanFolder)).then((lists) => lists.flat());
      }
      return scanning;
    },
  };
}

async function scanFolder(root: string): Promise<MapFile[]> {
  const found: MapFile[] = [];
  let entries = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (++entries > MAX_ENTRIES) {
        return;
      }
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
        await visit(path, depth + 1);
      } else if (entry.isFile() && entry.name.endsWith('.map')) {
        found.push(...(await describe(root, path)));
      }
    }
  };
  await visit(root, 0);
  return found;
}

/** Empty when the file went away in between. */
async function describe(root: string, path: string): Promise<MapFile[]> {
  try {
    const { mtimeMs, size } = await lstat(path);
    return [{ path, segments: relative(root, path.slice(0, -'.map'.length)).split(sep), mtimeMs, size }];
  } catch {
    return [];
  }
}
