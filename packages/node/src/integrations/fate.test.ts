import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Programs, preparePrograms, type RunOptions } from '../../test/run-program.ts';

let programs: Programs;
let backend: Backend;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());
beforeEach(async () => {
  backend = await startBackend();
});
afterEach(() => backend.close());

interface Fate {
  does: string;
  program: string;
  nodeArgs?: string[];
  env?: Record<string, string>;
  esm?: boolean;
  /** Mechanism and level of the event that arrives; left out, none does. */
  told?: [mechanism: string, level: string];
}

const uncaught: Fate['told'] = ['auto.node.onuncaughtexception', 'fatal'];
const deadlyRejection: Fate['told'] = ['auto.node.onunhandledrejection', 'fatal'];
const rejection: Fate['told'] = ['auto.node.onunhandledrejection', 'error'];
const reject = `Promise.reject(new Error('no')); setTimeout(() => console.log('alive'), 50);`;

const fates: Fate[] = [
  { does: 'throws at once', program: `throw new TypeError('boom')`, told: uncaught },
  { does: 'throws in a timer', program: `setTimeout(() => { throw new Error('late') }, 5)`, told: uncaught },
  // Node takes what the top level of an ES module throws for a rejection.
  { does: 'throws in an ES module', program: `throw new Error('boom')`, esm: true, told: deadlyRejection },
  { does: 'throws what is no error', program: `throw { code: 7 }`, told: uncaught },
  { does: 'throws undefined', program: `throw undefined`, told: uncaught },
  {
    does: 'emits an error that nobody hears',
    program: `new (require('node:events'))().emit('error', new Error('unheard'))`,
    told: uncaught,
  },
  {
    does: 'catches everything and lives on',
    program: `process.on('uncaughtException', (e, o) => console.log(o, e.message)); setTimeout(() => console.log('alive'), 50); throw new Error('caught')`,
    told: uncaught,
  },
  {
    does: 'exits by itself on an uncaught error',
    program: `process.on('uncaughtException', (e) => { console.error('bye', e.message); process.exit(3) }); throw new Error('last')`,
    told: uncaught,
  },
  {
    does: 'cleans up on exit and sets a code',
    program: `process.on('exit', (code) => { console.log('exit', code); process.exitCode = 9 }); throw new Error('boom')`,
    told: uncaught,
  },
  {
    does: 'throws in an exit listener as well',
    program: `process.on('exit', () => { throw new Error('second') }); throw new Error('first')`,
    told: uncaught,
  },
  { does: 'rejects', program: reject, told: deadlyRejection },
  { does: 'rejects with a text', program: `Promise.reject('just a text')`, told: deadlyRejection },
  {
    does: 'rejects in an ES module',
    program: `await Promise.reject(new Error('top'))`,
    esm: true,
    told: deadlyRejection,
  },
  {
    does: 'rejects and has a listener',
    program: `process.on('unhandledRejection', (e) => console.log('heard', e.message)); ${reject}`,
    told: rejection,
  },
  {
    does: 'rejects twice and hears only the first',
    program: `process.once('unhandledRejection', () => console.log('heard')); ${reject} setTimeout(() => Promise.reject(new Error('two')), 5)`,
    told: rejection,
  },
  {
    does: 'rejects and exits in its listener',
    program: `process.on('unhandledRejection', () => { setTimeout(() => process.exit(4), 200) }); ${reject}`,
    told: rejection,
  },
  {
    does: 'rejects in strict mode',
    program: reject,
    nodeArgs: ['--unhandled-rejections=strict'],
    told: deadlyRejection,
  },
  { does: 'rejects in warn mode', program: reject, nodeArgs: ['--unhandled-rejections=warn'], told: rejection },
  {
    does: 'rejects in none mode',
    program: reject,
    env: { NODE_OPTIONS: '--unhandled-rejections=none' },
    told: rejection,
  },
  {
    does: 'rejects in warn-with-error-code mode',
    program: reject,
    nodeArgs: ['--unhandled-rejections=warn-with-error-code'],
  },
  {
    does: 'handles a rejection late',
    program: `const p = Promise.reject(new Error('late')); setImmediate(() => p.catch(() => {}))`,
    told: deadlyRejection,
  },
  {
    does: 'ends well',
    program: `console.log('out'); console.error('err'); console.trace('here'); console.assert(false, 'a')`,
  },
  { does: 'sets an exit code', program: `process.exitCode = 5` },
  { does: 'exits', program: `setInterval(() => {}, 1000); process.exit(6)` },
  { does: 'never settles at the top level', program: `await new Promise(() => {})`, esm: true },
  {
    does: 'listens to beforeExit',
    program: `let n = 0; process.on('beforeExit', (c) => { console.log('before', c); if (n++ < 2) setTimeout(() => {}, 5) })`,
  },
];

for (const { does, program, told, ...options } of fates) {
  test(`a program that ${does} ends as without us, and what it died of is told`, async () => {
    const bare = await programs.run(program, options);
    const watched = await programs.run(program, withSdk(options));
    const { elapsedMs: _bare, ...expected } = bare;
    const { elapsedMs: _watched, ...seen } = watched;
    expect(seen).toEqual(expected);
    const [event] = backend.events();
    const { mechanism } = event?.exception?.values?.at(-1) ?? {};
    expect(event && [mechanism?.type, event.level]).toEqual(told);
    expect(mechanism?.handled ?? false).toBe(false);
  });
}

test('an uncaught error is told with its cause, its stack and the lines around it', async () => {
  await programs.run(
    `function open() {\n  // before\n  throw new Error('outer', { cause: new RangeError('inner') });\n}\nopen();`,
    withSdk(),
  );
  const [inner, outer] = (await backend.waitFor((b) => b.events()[0])).exception?.values ?? [];
  expect([inner?.type, outer?.type]).toEqual(['RangeError', 'Error']);
  const frame = outer?.stacktrace?.frames?.at(-1);
  expect(frame).toMatchObject({ function: 'open', lineno: 3, in_app: true, module: 'program' });
  expect(frame?.pre_context).toEqual(['function open() {', '  // before']);
  expect(frame?.context_line).toContain('new RangeError');
});

test('a large report of a dying process arrives whole', async () => {
  const setMuch = `for (let n = 0; n < 20; n++) sdk.setExtra('part' + n, 'x'.repeat(10_000));`;
  await programs.run(`${setMuch} throw new Error('boom')`, withSdk());
  expect(Object.values(backend.events()[0]?.extra ?? {}).join('')).toBe('x'.repeat(200_000));
});

test('a dying process waits for a silent backend no longer than the shutdown timeout', async () => {
  await backend.behave('never-answers');
  const { code, elapsedMs } = await programs.run(`throw new Error('boom')`, {
    init: `{ dsn: '${backend.dsn}', shutdownTimeout: 500 }`,
  });
  expect(code).toBe(1);
  expect(elapsedMs).toBeLessThan(1500);
});

test('a dying process does not wait for a backend that is down', async () => {
  await backend.behave('down');
  const { code, elapsedMs } = await programs.run(`throw new Error('boom')`, withSdk());
  expect(code).toBe(1);
  expect(elapsedMs).toBeLessThan(1500);
});

test('process.exit of a healthy process waits for nothing', async () => {
  await backend.behave('never-answers');
  const { elapsedMs } = await programs.run(`sdk.captureMessage('hello'); process.exit(0)`, withSdk());
  expect(elapsedMs).toBeLessThan(1000);
});

function withSdk(options: RunOptions = {}): RunOptions {
  return { ...options, init: `{ dsn: '${backend.dsn}' }` };
}
