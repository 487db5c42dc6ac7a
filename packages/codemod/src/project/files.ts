import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Folders that hold what others made, or what was built. Those that begin with a dot are left alone too. */
const LEFT_ALONE = new Set(['node_modules', 'bower_components', 'dist', 'build', 'out', 'coverage', 'vendor']);

const SOURCE = /\.([cm]?[jt]s|[jt]sx)$/;
/** Files with scripts in them that the codemod cannot read. */
const MIXED = /\.(vue|svelte|astro|html?|mdx)$/;

export interface ProjectFiles {
  sources: string[];
  manifests: string[];
  mixed: string[];
}

/** The files of a project, sorted. Links are not followed. Throws when there is no such folder. */
export async function findFiles(folder: string): Promise<ProjectFiles> {
  const found: ProjectFiles = { sources: [], manifests: [], mixed: [] };
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_ALONE.has(entry.name) && !entry.name.startsWith('.')) {
      const inside = await findFiles(file);
      found.sources.push(...inside.sources);
      found.manifests.push(...inside.manifests);
      found.mixed.push(...inside.mixed);
    } else if (entry.isFile()) {
      listOf(found, entry.name)?.push(file);
    }
  }
  return found;
}

function listOf(found: ProjectFiles, name: string): string[] | undefined {
  if (name === 'package.json') {
    return found.manifests;
  }
  if (SOURCE.test(name) && !/\.min\.[cm]?js$/.test(name)) {
    return found.sources;
  }
  return MIXED.test(name) ? found.mixed : undefined;
}
