/** A small program, and how it ends. */
export interface Fate {
  does: string;
  program: string;
  nodeArgs?: string[];
  env?: Record<string, string>;
  esm?: boolean;
  /** Other files beside the program. */
  files?: Record<string, string>;
  /** Mechanism and level of the event that arrives; left out, none does, and `false` when it is another process that tells. */
  told?: [mechanism: string, level: string] | false;
}

const uncaught: Fate['told'] = ['auto.node.onuncaughtexception', 'fatal'];
const deadlyRejection: Fate['told'] = ['auto.node.onunhandledrejection', 'fatal'];
const rejection: Fate['told'] = ['auto.node.onunhandledrejection', 'error'];
const reject = `Promise.reject(new Error('no')); setTimeout(() => console.log('alive'), 50);`;
const worker = (code: string, options = ''): string =>
  `const { Worker } = require('node:worker_threads');
   const worker = new Worker(${JSON.stringify(code)}, { eval: true${options && `, ${options}`} });
   worker.on('exit', (code) => console.log('the worker ended with', code));`;
const hearWorker = `worker.on('error', (error) => console.log('heard', error.message));`;
const fork = (file: string): string =>
  `require('node:child_process').fork(__dirname + '/${file}').on('exit', (...end) => console.log('the child ended with', ...end));`;

export const fates: Fate[] = [
  // Errors
  { does: 'throws at once', program: `throw new TypeError('boom')`, told: uncaught },
  { does: 'throws in a timer', program: `setTimeout(() => { throw new Error('late') }, 5)`, told: uncaught },
  { does: 'throws on the next tick', program: `process.nextTick(() => { throw new Error('next') })`, told: uncaught },
  { does: 'throws in a microtask', program: `queueMicrotask(() => { throw new Error('micro') })`, told: uncaught },
  // Node takes what the top level of an ES module throws for a rejection.
  { does: 'throws in an ES module', program: `throw new Error('boom')`, esm: true, told: deadlyRejection },
  { does: 'throws what is no error', program: `throw { code: 7 }`, told: uncaught },
  { does: 'throws undefined', program: `throw undefined`, told: uncaught },
  { does: 'throws null', program: `throw null`, told: uncaught },
  { does: 'throws a symbol', program: `throw Symbol('s')`, told: uncaught },
  {
    does: 'throws several errors in one',
    program: `throw new AggregateError([new Error('a'), new RangeError('b')], 'all', { cause: new Error('c') })`,
    told: uncaught,
  },
  {
    does: 'throws an error whose properties throw',
    program: `const error = new Error('hostile'); for (const key of ['name', 'cause', 'toJSON']) Object.defineProperty(error, key, { get() { throw new Error('got you') } }); throw error`,
    told: uncaught,
  },
  { does: 'cannot find a module', program: `require('./nowhere')`, told: uncaught },
  {
    does: 'loads a file with a syntax error',
    program: `require('./broken')`,
    files: { 'broken.js': 'let = ;' },
    told: uncaught,
  },
  {
    does: 'emits an error that nobody hears',
    program: `new (require('node:events'))().emit('error', new Error('unheard'))`,
    told: uncaught,
  },
  {
    does: 'writes much and then throws',
    program: `process.stdout.write('x'.repeat(50_000)); console.error('err'); throw new Error('after')`,
    told: uncaught,
  },
  {
    does: 'throws with all that Node can tell of it',
    program: `throw new Error('traced')`,
    nodeArgs: ['--trace-uncaught', '--enable-source-maps', '--stack-trace-limit=3'],
    told: uncaught,
  },
  {
    does: 'catches everything and lives on',
    program: `process.on('uncaughtException', (e, o) => console.log(o, e.message)); setTimeout(() => console.log('alive'), 50); throw new Error('caught')`,
    told: uncaught,
  },
  {
    does: 'catches everything with a capture callback',
    program: `process.setUncaughtExceptionCaptureCallback((e) => console.log('captured', e.message)); setTimeout(() => console.log('alive'), 50); throw new Error('caught')`,
    told: false,
  },
  {
    does: 'exits by itself on an uncaught error',
    program: `process.on('uncaughtException', (e) => { console.error('bye', e.message); process.exit(3) }); throw new Error('last')`,
    told: uncaught,
  },
  {
    does: 'throws while it hears of an error',
    program: `process.on('uncaughtException', () => { throw new Error('second') }); throw new Error('first')`,
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
  // Rejections
  { does: 'rejects', program: reject, told: deadlyRejection },
  { does: 'rejects with a text', program: `Promise.reject('just a text')`, told: deadlyRejection },
  { does: 'rejects with an object', program: `Promise.reject({ status: 404 })`, told: deadlyRejection },
  {
    does: 'rejects and has set a code',
    program: `process.exitCode = 3; Promise.reject(new Error('no'))`,
    told: deadlyRejection,
  },
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
  // Threads and processes, which have us too
  {
    does: 'starts a thread that throws, unheard',
    // Whether the end of the thread is heard of before is a matter of luck.
    program: worker(`throw new Error('in a thread')`).replace(/worker\.on.*/, ''),
    told: uncaught,
  },
  {
    does: 'starts a thread that throws, and hears it',
    program: worker(`throw new Error('in a thread')`) + hearWorker,
    told: uncaught,
  },
  {
    does: 'starts a thread that rejects',
    program: worker(`Promise.reject(new Error('in a thread'))`) + hearWorker,
    told: deadlyRejection,
  },
  { does: 'starts a thread that exits', program: worker(`process.exit(5)`) },
  {
    does: 'starts a thread that rejects in warn mode',
    program: worker(`Promise.reject(new Error('no')); setTimeout(() => console.log('alive'), 20)`),
    nodeArgs: ['--unhandled-rejections=warn'],
    told: rejection,
  },
  {
    does: 'ends a thread that works',
    program: `${worker(`setInterval(() => {}, 1e6); require('node:worker_threads').parentPort.postMessage(1)`)} worker.on('message', () => setTimeout(() => worker.terminate(), 50))`,
  },
  {
    does: 'starts a process that throws',
    program: fork('child.js'),
    files: { 'child.js': `throw new Error('in a child')` },
    told: uncaught,
  },
  {
    does: 'starts a process that rejects, and listens to the parent',
    program: fork('child.js'),
    files: {
      'child.js': `process.on('message', () => {}); setTimeout(() => Promise.reject(new Error('in a child')), 20)`,
    },
    told: deadlyRejection,
  },
  {
    does: 'is a cluster whose worker throws',
    program: `const cluster = require('node:cluster');
      if (cluster.isPrimary) cluster.fork().on('exit', (...end) => console.log('the worker ended with', ...end));
      else throw new Error('in a cluster');`,
    told: uncaught,
  },
  // Ends without an error
  {
    does: 'ends well',
    program: `console.log('out'); console.error('err'); console.trace('here'); console.assert(false, 'a')`,
  },
  { does: 'sets an exit code', program: `process.exitCode = 5` },
  { does: 'exits', program: `setInterval(() => {}, 1000); process.exit(6)` },
  { does: 'warns', program: `process.emitWarning('careful', { code: 'X1' }); new Buffer(1)` },
  { does: 'kills itself', program: `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)` },
  {
    does: 'hears SIGTERM',
    program: `process.on('SIGTERM', () => { console.log('bye'); process.exit(0) }); process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`,
  },
  { does: 'never settles at the top level', program: `await new Promise(() => {})`, esm: true },
  {
    does: 'listens to beforeExit',
    program: `let n = 0; process.on('beforeExit', (c) => { console.log('before', c); if (n++ < 2) setTimeout(() => {}, 5) })`,
  },
];
