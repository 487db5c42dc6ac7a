/** Captures errors in a loop, and then ends by itself, or exits. Started by `backend.mjs`. */
const [sdk, mode, times, end, port] = process.argv.slice(2);

const STARTS = {
  '@bugsnag/js'(bugsnag) {
    const endpoints = { notify: `http://127.0.0.1:${port}/`, sessions: `http://127.0.0.1:${port}/sessions` };
    bugsnag.start({ apiKey: 'a'.repeat(32), endpoints, autoTrackSessions: false, logger: null });
    return (error) => bugsnag.notify(error);
  },
  default(module) {
    module.init({ dsn: `http://${'a'.repeat(32)}@127.0.0.1:${port}/1` });
    return (error) => module.captureException(error);
  },
};

const capture = (STARTS[sdk] ?? STARTS.default)(require(sdk));
const texts = { different: (index) => `failure ${index}`, same: () => 'the same failure' };

for (let index = 0; index < Number(times); index += 1) {
  capture(new Error(texts[mode](index)));
}
if (end === 'exits') {
  process.exit();
}
// A program that has nothing to do is kept no longer than this.
setTimeout(() => process.exit(), 5000).unref();
