/** The ways to die, as program text. `capture` reports an error, `mark` says that the end begins. */
export const DEATHS = {
  'an uncaught error': `setTimeout(() => { mark(); throw new Error('last'); }, 50)`,
  'a rejection': `setTimeout(() => { mark(); Promise.reject(new Error('last')); }, 50)`,
  'process.exit after a capture': `setTimeout(() => { capture(); mark(); process.exit(3); }, 50)`,
  'process.exit on the next tick': `setTimeout(() => { capture(); mark(); process.nextTick(() => process.exit(3)); }, 50)`,
  'process.exit in an exit listener': `process.on('exit', () => process.exit(4)); setTimeout(() => { capture(); mark(); process.exit(3); }, 50)`,
  'SIGTERM that the host hears': `process.on('SIGTERM', () => process.exit(0)); setTimeout(() => { capture(); setImmediate(() => { mark(); process.kill(process.pid, 'SIGTERM'); }); }, 50); setInterval(() => {}, 1000)`,
  SIGTERM: `setTimeout(() => { capture(); setImmediate(() => { mark(); process.kill(process.pid, 'SIGTERM'); }); }, 50); setInterval(() => {}, 1000)`,
  'SIGKILL at once': `setTimeout(() => { capture(); mark(); process.kill(process.pid, 'SIGKILL'); for (;;); }, 50)`,
  SIGKILL: `setTimeout(() => { capture(); setImmediate(() => { mark(); process.kill(process.pid, 'SIGKILL'); }); }, 50); setInterval(() => {}, 1000)`,
  'process.abort': `setTimeout(() => { capture(); setImmediate(() => { mark(); process.abort(); }); }, 50)`,
  'an exhausted heap': `setTimeout(() => { capture(); setImmediate(() => { mark(); const all = []; for (;;) all.push(new Array(100_000).fill({ n: all.length })); }); }, 50)`,
  // The file that holds the event, where there is one, gets a second that breaks off, as by a power cut.
  'SIGKILL, and a torn file': `setTimeout(() => { capture(); setImmediate(() => { mark(); process.kill(process.pid, 'SIGKILL'); }); }, 50); setInterval(() => {}, 1000)`,
};

/** What is the matter with the receiver until the process is dead; when it is started again, nothing is any more. */
export const RECEIVERS = {
  up: {},
  'answers late': { isLate: true },
  'down and back later': { isDown: true },
  'answers 500': { status: 500 },
  'answers 429': { status: 429 },
};

/** How each contestant is started: a function of the receiver's address, as program text that defines `capture`. */
export const STARTS = {
  bare: () => `const capture = () => {};`,
  ours: (host) => `
    const sdk = require('@vedette/node');
    sdk.init({ dsn: 'http://${'a'.repeat(32)}@${host}/1' });
    const capture = () => sdk.captureException(new Error('last'));`,
  sentry: (host) => `
    const sdk = require('@sentry/node');
    sdk.init({ dsn: 'http://${'a'.repeat(32)}@${host}/1' });
    const capture = () => sdk.captureException(new Error('last'));`,
  bugsnag: (host) => `
    const bugsnag = require('@bugsnag/js');
    bugsnag.start({ apiKey: '${'a'.repeat(32)}', endpoints: { notify: 'http://${host}/', sessions: 'http://${host}/sessions' }, autoTrackSessions: false, logger: null });
    const capture = () => bugsnag.notify(new Error('last'));`,
};
