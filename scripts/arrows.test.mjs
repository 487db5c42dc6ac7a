import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root, run } from './lib/run.mjs';

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

/** Every rule broken: a file of ours, what it imports, and the rules that must speak. `leaf.ts` is an empty module. */
const broken = [
  ['packages/core/src/lib/cycle-a.ts', './cycle-b.ts', ['no-cycles']],
  ['packages/core/src/lib/cycle-b.ts', 'type ./cycle-a.ts', []],
  ['packages/node/src/c.ts', './nowhere.ts', ['no-unresolvable']],
  ['packages/core/src/a.ts', '@vedette/testkit', ['package-core']],
  ['packages/core/src/a.test.ts', '@vedette/browser', ['package-core-tests']],
  ['packages/browser/src/a.ts', '@vedette/node', ['package-browser']],
  ['packages/browser/src/a.test.ts', '@vedette/receiver', ['package-browser-tests']],
  ['packages/browser/test-support/a.ts', '@vedette/node', ['package-browser-tests']],
  ['packages/node/src/a.ts', 'type @vedette/browser', ['package-node']],
  ['packages/node/src/a.test.ts', '@vedette/express', ['package-node-tests']],
  ['packages/react/src/a.tsx', '@vedette/core', ['package-react']],
  ['packages/react/src/a.test.tsx', '@vedette/node', ['package-react-tests']],
  ['packages/express/src/a.ts', '@vedette/core', ['package-express']],
  ['packages/express/src/a.test.ts', '@vedette/browser', ['package-express-tests']],
  ['packages/receiver/src/a.ts', '@vedette/node', ['package-receiver']],
  ['packages/receiver/src/a.test.ts', '@vedette/node', ['package-receiver-tests']],
  ['packages/receiver/src/b.ts', '@vedette/core', ['receiver-imports-wire-only']],
  ['packages/codemod/src/a.ts', '@vedette/core', ['package-codemod']],
  ['packages/codemod/src/a.test.ts', '@vedette/node', ['package-codemod-tests']],
  ['packages/testkit/src/a.ts', '@vedette/receiver', ['package-testkit']],
  ['packages/testkit/src/a.test.ts', '@vedette/node', ['package-testkit-tests']],
  [
    'examples/shop/src/a.ts',
    '../../../packages/core/src/lib/leaf.ts',
    ['public-entry-points-only', 'no-relative-path-into-a-package'],
  ],
  ['packages/browser/src/b.ts', '../../core/src/index.ts', ['no-relative-path-into-a-package']],
  ['packages/core/src/types/a.ts', '../lib/leaf.ts', ['core-types']],
  ['packages/core/src/lib/b.ts', '../wire/leaf.ts', ['core-lib']],
  ['packages/core/src/wire/a.ts', 'type ../scope/leaf.ts', ['core-wire']],
  ['packages/core/src/scope/a.ts', '../event/leaf.ts', ['core-scope']],
  ['packages/core/src/privacy/a.ts', '../client/leaf.ts', ['core-privacy']],
  ['packages/core/src/event/a.ts', '../wire/leaf.ts', ['core-event']],
  ['packages/core/src/trace/a.ts', '../client/leaf.ts', ['core-trace']],
  ['packages/core/src/session/a.ts', '../client/leaf.ts', ['core-session']],
  ['packages/core/src/logs/a.ts', '../client/leaf.ts', ['core-logs']],
  ['packages/core/src/metrics/a.ts', '../logs/leaf.ts', ['core-metrics']],
  ['packages/core/src/check-in/a.ts', '../logs/leaf.ts', ['core-check-in']],
  ['packages/core/src/feedback/a.ts', '../client/leaf.ts', ['core-feedback']],
  ['packages/core/src/feature-flags/a.ts', '../wire/leaf.ts', ['core-feature-flags']],
  ['packages/core/src/compat/a.ts', '../feature-flags/leaf.ts', ['core-compat']],
  ['packages/core/src/client/a.ts', '../capture/leaf.ts', ['core-client']],
  ['packages/core/src/capture/a.ts', '../integrations/leaf.ts', ['core-capture']],
  ['packages/core/src/integrations/a.ts', '../capture/leaf.ts', ['core-integrations']],
  ['packages/core/src/platform.ts', './lib/leaf.ts', ['core-platform-is-a-leaf']],
  ['packages/core/src/b.ts', './testing/leaf.ts', ['core-testing-is-not-shipped']],
  ['packages/core/src/lib/c.ts', 'node:fs', ['core-has-no-platform']],
  ['packages/node/src/b.ts', 'a-dev-dependency', ['no-dev-dependencies-in-sources']],
];

/** The arrows as they should point. */
const fine = [
  ['packages/browser/src/a.ts', '@vedette/core'],
  ['packages/browser/src/a.test.ts', '@vedette/testkit'],
  ['packages/browser/test-support/a.ts', '@vedette/testkit'],
  ['packages/react/src/a.ts', '@vedette/browser'],
  ['packages/express/src/a.ts', '@vedette/node'],
  ['packages/receiver/src/a.ts', '@vedette/core/wire'],
  ['examples/shop/src/a.ts', '@vedette/react'],
  ['packages/core/src/lib/a.ts', '../platform.ts'],
  ['packages/core/src/event/a.ts', '../scope/leaf.ts'],
  ['packages/core/src/trace/a.ts', '../scope/leaf.ts'],
  ['packages/core/src/client/a.ts', '../event/leaf.ts'],
  ['packages/core/src/capture/a.ts', '../client/leaf.ts'],
  ['packages/core/src/testing/a.ts', '../client/leaf.ts'],
  ['packages/core/src/testing.ts', './testing/leaf.ts'],
  ['packages/core/src/client/a.test.ts', '../testing/leaf.ts'],
  ['packages/core/src/client/b.test.ts', 'node:fs'],
  ['packages/node/src/a.test.ts', 'a-dev-dependency'],
];

let folder = '';
afterEach(() => folder && rm(folder, { recursive: true, force: true }));

test('each rule about imports reports the file that breaks it, and no other rule does', async () => {
  const expected = broken.flatMap(([file, , rules]) => rules.map((rule) => `${rule}: ${file}`));
  expect(await violations(broken)).toEqual(expected.sort());
}, 60_000);

test('imports along the arrows are not reported', async () => {
  expect(await violations(fine)).toEqual([]);
}, 60_000);

test('no rule is without a file that breaks it', () => {
  expect(new Set(broken.flatMap(([, , rules]) => rules))).toEqual(new Set(forbidden.map((rule) => rule.name)));
});

/** Lays out the files beside the packages' real manifests, and returns what dependency-cruiser says, sorted. */
async function violations(files) {
  folder = await mkdtemp(path.join(tmpdir(), 'vedette-arrows-'));
  await addPackages();
  for (const [file, imported] of files) {
    const [type, specifier] = imported.startsWith('type ') ? ['type ', imported.slice(5)] : ['', imported];
    await write(file, `import ${type}{ x } from '${specifier}';\nexport const y: typeof x = x;\n`);
  }
  const config = path.join(root, '.dependency-cruiser.cjs');
  const args = ['--config', config, '--output-type', 'json', 'packages', 'examples'];
  const { stdout, output } = await run('depcruise', args, { cwd: folder });
  expect(stdout, output).toMatch(/^\{/);
  const found = JSON.parse(stdout).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  return found.sort();
}

async function addPackages() {
  for (const name of await readdir(path.join(root, 'packages'))) {
    const manifest = { name: `@vedette/${name}`, devDependencies: { 'a-dev-dependency': '1.0.0' } };
    const { exports } = createRequire(import.meta.url)(`../packages/${name}/package.json`);
    await write(`packages/${name}/package.json`, JSON.stringify({ ...manifest, exports }));
    await write(`packages/${name}/src/index.ts`, EMPTY);
    await mkdir(path.join(folder, 'node_modules/@vedette'), { recursive: true });
    await symlink(path.join(folder, 'packages', name), path.join(folder, 'node_modules/@vedette', name));
  }
  const core = [
    'types',
    'lib',
    'wire',
    'scope',
    'event',
    'trace',
    'logs',
    'client',
    'capture',
    'integrations',
    'feature-flags',
    'testing',
  ];
  for (const coreFolder of core) {
    await write(`packages/core/src/${coreFolder}/leaf.ts`, EMPTY);
  }
  await write('packages/core/src/wire.ts', EMPTY);
  await write('packages/core/src/platform.ts', EMPTY);
  await write('node_modules/a-dev-dependency/package.json', '{"name":"a-dev-dependency","main":"index.js"}');
  await write('node_modules/a-dev-dependency/index.js', EMPTY);
}

const EMPTY = 'export const x = 1;\n';

async function write(file, text) {
  const absolute = path.join(folder, file);
  await mkdir(path.dirname(absolute), { recursive: true });
  await writeFile(absolute, text);
}
