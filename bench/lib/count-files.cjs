/**
 * Required before a program: prints, when it ends, how many files it loaded. The debugger hears of every one, ES module
 * or CommonJS, but costs time itself: so files are counted in processes apart from those that are timed. The program itself is text, and
 * counts as none.
 */
const { Session } = require('node:inspector');

const files = new Set();
const session = new Session();
session.connect();
session.on('Debugger.scriptParsed', ({ params: { url } }) => {
  if (url.startsWith('file:') && !/(count-files\.cjs|\[eval\d*\])$/.test(url)) {
    files.add(url);
  }
});
session.post('Debugger.enable');
process.once('exit', () => console.log(JSON.stringify({ files: files.size })));
