import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ours = ['browser', 'core', 'express', 'node', 'react'];

/** What the sample apps import, and where this repository has it. */
const PACKAGES: Record<string, string> = {
  ...Object.fromEntries(ours.map((name) => [`@vedette/${name}`, `packages/${name}`])),
  '@types/express': 'packages/express/node_modules/@types/express',
  '@types/node': 'node_modules/@types/node',
  '@types/react': 'packages/react/node_modules/@types/react',
  '@types/react-dom': 'packages/react/node_modules/@types/react-dom',
  express: 'packages/express/node_modules/express',
  react: 'packages/react/node_modules/react',
  'react-dom': 'packages/react/node_modules/react-dom',
  'react-router-dom': 'packages/react/node_modules/react-router6',
};

/** Installs by links, so that a folder outside of the repository has what a user's project has. */
export async function linkPackages(folder: string): Promise<void> {
  for (const [name, from] of Object.entries(PACKAGES)) {
    const link = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(root, from), link);
  }
}
