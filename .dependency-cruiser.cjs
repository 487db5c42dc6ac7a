/**
 * Who may import whom: the arrows of the house style as rules, so that `pnpm lint` fails where good will would not.
 * Types obey the same arrows as code (`tsPreCompilationDeps`). To open a new way, add a word to one of the two tables.
 * `scripts/arrows.test.mjs` breaks every rule once.
 */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** Between packages: what the sources of each may import. Tests may use the test kit besides. */
const packageArrows = {
  core: [],
  browser: ['core'],
  node: ['core'],
  react: ['browser'],
  express: ['node'],
  receiver: ['core'],
  testkit: ['core'],
  codemod: [],
};

const leaves = ['types', 'lib'];
const signals = ['trace', 'session', 'logs', 'metrics', 'check-in', 'feedback'];
const belowClient = [...leaves, 'wire', 'event', 'scope', 'privacy', ...signals];

/**
 * Inside core: what each folder of `src/` may import besides itself. `platform.ts` (types) and `version.ts` (one
 * constant) are leaves that all may import. `testing/` may import anything, `index.ts` and the other files at the top everything but `testing/`.
 */
const coreArrows = {
  types: [],
  lib: ['types'],
  wire: leaves,
  scope: leaves,
  privacy: leaves,
  // The style says that `event` knows only the leaves, and also that `event/prepare.ts` applies the scope. The second
  // is what the pipeline needs, so `event` may import `scope`; `scope` may not import `event`.
  event: [...leaves, 'scope'],
  // Each signal is a kind of item beside the events: it fills items with what the scopes know and sends them.
  ...Object.fromEntries(signals.map((signal) => [signal, [...leaves, 'scope', 'event', 'wire']])),
  'check-in': [...leaves, 'scope', 'event', 'wire', 'trace'],
  'feature-flags': [...leaves, 'scope', 'trace'],
  client: belowClient,
  capture: [...belowClient, 'client'],
  integrations: [...belowClient, 'client'],
  // Names of Sentry's core that nothing here uses: they may be made of anything.
  compat: [...belowClient, 'client', 'capture', 'integrations'],
};

/** Tests, benchmarks and what supports them are not shipped, so they may import what they need to see their subject. */
const tests = ['\\.(test|bench|test-d)\\.[cm]?[jt]sx?$', 'test-support/'];
const coreSource = '^packages/core/src/';
const oneOf = (names) => `(${names.join('|')})`;

const betweenPackages = Object.entries(packageArrows).flatMap(([name, allowed]) => [
  {
    name: `package-${name}`,
    comment: `packages/${name} may import: ${allowed.join(', ') || 'no other package'}.`,
    severity: 'error',
    from: { path: `^packages/${name}/`, pathNot: tests },
    to: { path: '^(packages|examples|e2e|bench)/', pathNot: `^packages/${oneOf([name, ...allowed])}/` },
  },
  {
    name: `package-${name}-tests`,
    comment: `Tests of packages/${name} may import: ${[...allowed, 'testkit'].join(', ')}.`,
    severity: 'error',
    from: { path: tests.map((test) => `^packages/${name}/.*${test}`) },
    to: { path: '^(packages|examples|e2e|bench)/', pathNot: `^packages/${oneOf([name, 'testkit', ...allowed])}/` },
  },
]);

const insideCore = Object.entries(coreArrows).map(([folder, allowed]) => ({
  name: `core-${folder}`,
  comment: `core/src/${folder} may import: ${['platform.ts', 'version.ts', ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `${coreSource}${folder}/`, pathNot: tests },
  to: { path: coreSource, pathNot: `${coreSource}(${oneOf([folder, ...allowed])}/|(platform|version)\\.ts$)` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that import one another cannot be read one after the other; types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      // The workspace does not install Next.js; `pnpm examples` builds what imports it.
      from: { pathNot: '^examples/nextjs/' },
      to: { couldNotResolve: true },
    },
    ...betweenPackages,
    {
      name: 'receiver-imports-wire-only',
      comment: "The receiver knows core's envelope format, `@vedette/core/wire`, and nothing else of it.",
      severity: 'error',
      from: { path: '^packages/receiver/' },
      to: { path: '^packages/core/', pathNot: '^packages/core/(src/wire\\.ts|dist/wire\\.)' },
    },
    {
      name: 'public-entry-points-only',
      comment: 'Outside its own folder a package is what its `exports` name. If you want more, it wants exporting.',
      severity: 'error',
      from: { path: '^((packages|examples)/[^/]+|e2e|bench)/' },
      to: { path: '^packages/', pathNot: ['^$1/', ...entryPoints()] },
    },
    {
      name: 'no-relative-path-into-a-package',
      comment: 'A package is imported by its name, so that what is tested is what users get.',
      severity: 'error',
      from: { path: '^((packages|examples)/[^/]+|e2e|bench)/' },
      to: { path: '^(packages|examples)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    ...insideCore,
    {
      name: 'core-platform-is-a-leaf',
      comment: 'core/src/platform.ts is the port: types alone, so that everyone may import it.',
      severity: 'error',
      from: { path: `${coreSource}platform\\.ts$` },
      to: { path: coreSource, pathNot: `${coreSource}types/` },
    },
    {
      name: 'core-testing-is-not-shipped',
      comment: 'core/src/testing is a subpath of its own, for tests; nothing that is shipped imports it.',
      severity: 'error',
      from: { path: coreSource, pathNot: [...tests, `${coreSource}testing(/|\\.ts$)`] },
      to: { path: `${coreSource}testing(/|\\.ts$)` },
    },
    {
      name: 'core-has-no-platform',
      comment: 'core runs on any JavaScript runtime and depends on nothing: no built-in modules, no packages.',
      severity: 'error',
      from: { path: coreSource, pathNot: tests },
      to: { pathNot: '^(packages|examples|e2e|bench)/' },
    },
    {
      name: 'no-dev-dependencies-in-sources',
      comment: "What is shipped may not import what users do not install. The receiver's page is bundled, so it may.",
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [...tests, '^packages/receiver/src/ui/', '^packages/testkit/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(__dirname, 'tsconfig.base.json') },
    doNotFollow: { path: 'node_modules' },
    // The apps that the codemod is tried on are projects of their own, and import what is not installed.
    exclude: { path: '(^|/)(dist|results|coverage)/|^packages/codemod/test/apps/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@vedette/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};

/** The source file behind each name in a package's `exports`, as patterns. */
function entryPoints() {
  const packages = path.join(__dirname, 'packages');
  return readdirSync(packages).flatMap((name) => {
    const manifest = path.join(packages, name, 'package.json');
    const entries = existsSync(manifest) ? Object.values(JSON.parse(readFileSync(manifest, 'utf8')).exports ?? {}) : [];
    return entries
      .map((entry) => entry['@vedette/source'] ?? entry)
      .filter((file) => typeof file === 'string')
      .map((file) => `^packages/${name}/${file.replace('./', '').replaceAll('.', '\\.')}$`);
  });
}
