/** What is known of the file that asks. */
export interface Asking {
  /** See `Surroundings`. */
  platform: string;
  usesExpress: boolean;
}

/** Where each of Sentry's packages went. `platform`: its names are in the package of the project's platform. */
const PACKAGES: Record<string, string> = {
  browser: '@vedette/browser',
  react: '@vedette/react',
  node: '@vedette/node',
  core: '@vedette/core',
  types: '@vedette/core',
  utils: '@vedette/core',
  hub: '@vedette/core',
  tracing: 'platform',
  integrations: 'platform',
  'node-core': '@vedette/node',
  'node-native': '@vedette/node',
  'profiling-node': '@vedette/node/profiling',
};

/** Why there is no package of ours in its place. By the name behind `@sentry/`. */
const ADVICE: Array<[pattern: RegExp, why: string]> = [
  [
    /^(webpack|vite|rollup|esbuild|babel-component-annotate|bundler)-?(plugin|plugin-core)?$|^cli$|-plugin$/,
    'uploads source maps to Sentry, or builds for it: keep it if you go on sending to Sentry, else remove it. The receiver takes source maps from a folder (`--source-maps`).',
  ],
  [
    /^nextjs$/,
    'Vedette has no package for Next.js: use `@vedette/react` in pages, and `@vedette/node` in `instrumentation.ts`.',
  ],
  [
    /^replay|^replay-(canvas|internal|worker)/,
    'Vedette does not record replays: remove it, with the two `replays...SampleRate` options.',
  ],
  [/^feedback/, '`feedbackIntegration` is in `@vedette/browser/feedback`.'],
  [/^(opentelemetry|opentelemetry-node)$/, 'Vedette traces without OpenTelemetry, and has no bridge to it.'],
  [
    /./,
    'Vedette has no package for this framework or runtime: use `@vedette/browser` in pages and `@vedette/node` on servers, or stay with Sentry here.',
  ],
];

const SENTRY = /^@sentry\/([^/]+)(\/.*)?$/;

/** The name that takes the place of a module's name, or `undefined` when we have none. */
export function movedPackage(specifier: string, { platform, usesExpress }: Asking): string | undefined {
  const [, name = '', subpath = ''] = SENTRY.exec(specifier) ?? [];
  const target = PACKAGES[name];
  if (!target || !isKnownSubpath(name, subpath)) {
    return undefined;
  }
  const found = target === 'platform' ? platform : target;
  if (name === 'react' && subpath === '/react-router') {
    return `${found}${subpath}`;
  }
  return found === '@vedette/node' && usesExpress ? '@vedette/express' : found;
}

/** What to do about a package of Sentry's that we have no counterpart of; `undefined` for every other module. */
export function packageAdvice(specifier: string): string | undefined {
  const [, name = '', subpath = ''] = SENTRY.exec(specifier) ?? [];
  if (!name || (PACKAGES[name] && isKnownSubpath(name, subpath))) {
    return undefined;
  }
  if (PACKAGES[name]) {
    return 'Vedette has no such entry. `node --import @vedette/node/register` starts it with what the environment says, and a file that calls `init` before the rest of the program is imported does too.';
  }
  return ADVICE.find(([pattern]) => pattern.test(name))?.[1];
}

/** v7's `esm` and `dist` folders are left out: what they hold, the package exports. v11's React Router has a subpath of its own. */
function isKnownSubpath(name: string, subpath: string): boolean {
  return (
    /^(\/(esm|cjs|dist|build|types)(\/.*)?)?$/.test(subpath) ||
    (name === 'react' && subpath === '/react-router') ||
    (name === 'core' && /^\/(browser|server)$/.test(subpath))
  );
}
