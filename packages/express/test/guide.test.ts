import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GUIDE } from './guide-programs.ts';
import { askRaw, type Format, prepareServers, type RunningServer, type Servers, type Version } from './run-server.ts';

let servers: Servers;
let backend: Backend;

beforeAll(async () => {
  servers = await prepareServers();
  backend = await startBackend();
});
afterAll(async () => {
  servers.close();
  await backend.close();
});

/** `place` of all programs: one that is as long with us as without, because error pages tell it. */
const PROGRAM = `
const [fs, path, crypto, zlib] = ['fs', 'path', 'crypto', 'zlib'].map((name) => builtin(name));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isFour = VERSION === 4;
// Before Node 24 an AsyncLocalStorage shows in stacks that come from a callback: by a line of Node's own.
const { AsyncLocalStorage } = builtin('async_hooks');
const storage = new AsyncLocalStorage();
if (!sdk) storage.enterWith({});
const monitored = (app) => { if (sdk) sdk.setupExpressErrorHandler(app); };
const programs = [
PROGRAMS
];
Promise.all(programs.map((fill, at) => new Promise((resolve) => {
  const app = express();
  if (sdk) BEFORE;
  const place = path.join(process.cwd(), 'place-' + String(at).padStart(2, '0'));
  fs.mkdirSync(place);
  fill(app, place);
  const server = http.createServer(app).listen(0, '127.0.0.1', () => resolve(server.address().port));
}))).then((ports) => process.stdout.write(JSON.stringify({ ports }) + "\\n"));
`;

function program(version: Version, before: string): string {
  const programs = GUIDE.map(({ code }) => `(app, place) => {${code}},`).join('\n');
  return PROGRAM.replace('VERSION', `${version}`)
    .replace('BEFORE', before)
    .replace('PROGRAMS', () => programs);
}

/** All that each program answers. The programs are asked side by side, each in its order. */
async function askAll({ ports, place }: RunningServer): Promise<string[][]> {
  return Promise.all(
    GUIDE.map(async ({ asks }, at) => {
      const answers: string[] = [];
      for (const ask of asks) {
        answers.push((await askRaw(ports[at]!, ask)).replaceAll(place, '<place>'));
      }
      return answers;
    }),
  );
}

describe.each<[Version, Format]>([
  [4, 'cjs'],
  [5, 'esm'],
])('with Express %s as %s', (version, format) => {
  describe.each([
    ['in development, where error pages tell stacks', 'development', '', 'undefined'],
    [
      'in production, with a middleware and spans of all layers',
      'production',
      'integrations: [sdk.expressIntegration({ spans: true })],',
      'app.use(sdk.vedetteMiddleware())',
    ],
  ])('%s', (_mode, env, options, before) => {
    let bare: string[][];
    let ours: string[][];

    beforeAll(async () => {
      const init = `{ dsn: '${backend.dsn}', tracesSampleRate: 1, ${options} }`;
      const text = program(version, before);
      const [without, with_] = await Promise.all([
        servers.start(text, { version, format, env }),
        servers.start(text, { version, format, env, init }),
      ]);
      [bare, ours] = await Promise.all([askAll(without), askAll(with_)]);
      await Promise.all([without.stop(), with_.stop()]);
    });

    test.each(GUIDE.map(({ name, asks }, at) => ({ name, asks, at })))(
      'answers to "$name" byte by byte as without us',
      ({ asks, at }) => {
        expect(ours[at]).toEqual(bare[at]);
        // Each was answered, and most by what the program says.
        expect(bare[at]!.filter((answer) => answer.startsWith('HTTP/1.1 '))).toHaveLength(asks.length);
      },
    );
  });
});
