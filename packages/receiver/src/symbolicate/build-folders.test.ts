import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder } from '../../test-support/test-receiver.ts';
import { createBuildFolders } from './build-folders.ts';

async function scanned(folder: string) {
  return (await createBuildFolders([folder]).scan()).map((file) => file.segments.join('/')).sort();
}

it('finds the maps of all subfolders by the path of their generated file', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'assets/deep'), { recursive: true });
  await Promise.all(['a.js.map', 'a.js', 'assets/deep/b.css.map'].map((path) => writeFile(join(folder, path), '{}')));
  expect(await scanned(folder)).toEqual(['a.js', 'assets/deep/b.css']);
});

it('follows no links and looks into no packages and hidden folders', async () => {
  const [folder, elsewhere] = [await newFolder(), await newFolder()];
  await writeFile(join(elsewhere, 'a.js.map'), '{}');
  await mkdir(join(folder, 'node_modules'));
  await mkdir(join(folder, '.cache'));
  await Promise.all(['node_modules/x.js.map', '.cache/x.js.map'].map((path) => writeFile(join(folder, path), '{}')));
  await symlink(elsewhere, join(folder, 'linked'));
  await symlink(join(elsewhere, 'a.js.map'), join(folder, 'linked.js.map'));
  expect(await scanned(folder)).toEqual([]);
});

it('looks again when a second has passed, and no sooner', async () => {
  const folder = join(await newFolder(), 'dist');
  let now = 0;
  const builds = createBuildFolders([folder], () => now);
  expect(await builds.scan()).toEqual([]);
  await mkdir(folder);
  await writeFile(join(folder, 'a.js.map'), '{}');
  now = 999;
  expect(await builds.scan()).toEqual([]);
  now = 1000;
  expect(await builds.scan()).toHaveLength(1);
});
