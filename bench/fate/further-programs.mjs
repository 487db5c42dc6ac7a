/** Programs beyond those of our tests, in the same form: mostly such as end well, or look at what an SDK may have changed. */
export const furtherPrograms = [
  {
    does: 'prints who listens to the process',
    program: `for (const name of ['uncaughtException', 'unhandledRejection', 'SIGTERM', 'SIGINT', 'warning', 'rejectionHandled']) console.log(name, process.listenerCount(name))`,
  },
  {
    does: 'prints the stack of an error',
    program: `function deep(n) { return n ? deep(n - 1) : new Error('deep'); } console.log(deep(20).stack)`,
  },
  {
    does: 'prints the stack of an error with an unlimited number of frames',
    program: `Error.stackTraceLimit = Infinity; function deep(n) { return n ? deep(n - 1) : new Error('deep'); } console.log(deep(60).stack)`,
  },
  { does: 'prints how many frames a stack has', program: `console.log(Error.stackTraceLimit)` },
  {
    does: 'makes stacks of its own and throws',
    program: `Error.prepareStackTrace = (error, frames) => 'own ' + error.message + ' ' + frames.length; throw new Error('mine')`,
  },
  {
    does: 'awaits in a row and throws',
    program: `const wait = () => new Promise((resolve) => setTimeout(resolve, 2)); (async () => { await wait(); await wait(); throw new Error('later'); })()`,
  },
  {
    does: 'throws in an async generator',
    program: `async function* numbers() { yield 1; throw new Error('no more'); } (async () => { for await (const n of numbers()) console.log(n); })()`,
  },
  {
    does: 'rejects in every promise of any',
    program: `Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))])`,
  },
  {
    does: 'throws in a listener of an event target',
    program: `const target = new EventTarget(); target.addEventListener('x', () => { throw new Error('heard'); }); target.dispatchEvent(new Event('x')); console.log('after')`,
  },
  {
    does: 'throws in a callback of the file system',
    program: `require('node:fs').readFile('/nowhere/at/all', (error) => { throw error; })`,
  },
  { does: 'reads a file that is not there, at once', program: `require('node:fs').readFileSync('/nowhere/at/all')` },
  {
    does: 'has a stream that fails',
    program: `const { Readable } = require('node:stream'); new Readable({ read() { this.destroy(new Error('dry')); } }).resume()`,
  },
  {
    does: 'listens on a port that is taken',
    program: `const { createServer } = require('node:net'); const one = createServer().listen(0, '127.0.0.1', () => { createServer().on('error', ({ code }) => { console.log(code); one.close(); }).listen(one.address().port, '127.0.0.1'); })`,
  },
  {
    does: 'asks a server that is not there',
    program: `require('node:http').get('http://127.0.0.1:9/').on('error', ({ code }) => console.log(code))`,
  },
  {
    does: 'asks a server that is not there, unheard',
    program: `require('node:http').get('http://127.0.0.1:9/')`,
  },
  {
    does: 'fetches from a server that is not there',
    program: `fetch('http://127.0.0.1:9/')`,
  },
  {
    does: 'serves a request and closes',
    program: `const http = require('node:http'); const server = http.createServer((request, response) => response.end(JSON.stringify(Object.keys(request.headers).sort()))).listen(0, '127.0.0.1', async () => { console.log(await (await fetch('http://127.0.0.1:' + server.address().port, { headers: { connection: 'close' } })).text().then(JSON.parse).then((names) => names.filter((name) => !['sentry-trace', 'baggage', 'traceparent'].includes(name)).join())); server.close(); })`,
  },
  {
    does: 'throws while it serves a request',
    program: `const http = require('node:http'); const server = http.createServer(() => { throw new Error('serving'); }).listen(0, '127.0.0.1', () => { http.get({ port: server.address().port, host: '127.0.0.1' }).on('error', () => {}); })`,
  },
  {
    does: 'runs a command that fails',
    program: `require('node:child_process').exec('exit 3', (error) => console.log(error.code))`,
  },
  {
    does: 'runs a command that fails, at once',
    program: `try { require('node:child_process').execSync('exit 3', { stdio: 'ignore' }); } catch ({ status }) { process.exitCode = status; }`,
  },
  {
    does: 'writes on the console in every way',
    program: `console.log('%s is %d', 'a', 1); console.info({ a: [1] }); console.warn('w'); console.error(new RangeError('e').message); console.debug('d'); console.table([{ a: 1 }]); console.dir({ b: 2 }); console.group('g'); console.log('inside'); console.groupEnd(); console.count()`,
  },
  {
    does: 'runs code with a syntax error in a context of its own',
    program: `require('node:vm').runInNewContext('let = ;', {}, 'own.js')`,
  },
  { does: 'exhausts its stack', program: `(function again() { again(); })()` },
  {
    does: 'is asked to end by the abort of a signal',
    program: `const controller = new AbortController(); setTimeout(() => controller.abort(new Error('enough')), 5); require('node:timers/promises').setTimeout(1000, null, { signal: controller.signal })`,
  },
  {
    does: 'keeps a promise that a thread breaks',
    program: `const { Worker } = require('node:worker_threads'); new Promise((_, reject) => new Worker('throw new RangeError("thread")', { eval: true }).on('error', reject))`,
  },
  {
    does: 'lives as long as a timer that does not hold it',
    program: `setTimeout(() => console.log('never'), 1e6).unref()`,
  },
  {
    does: 'prints what holds it',
    program: `console.log(process.getActiveResourcesInfo().filter((name) => !['PipeWrap', 'TTYWrap', 'FSReqCallback'].includes(name)))`,
  },
];
