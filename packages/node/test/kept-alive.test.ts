import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** Serves requests that each send a transaction and an error, and prints how many of them are still in memory. */
const SERVE = `
  const http = require('node:http');
  const { setTimeout: wait } = require('node:timers/promises');
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(new WeakRef(request));
    sdk.captureException(new Error('number ' + requests.length));
    response.end('{}');
  });
  server.listen(0, '127.0.0.1', async () => {
    const { port } = server.address();
    for (let n = 0; n < 40; n++) {
      await new Promise((done) => http.get({ port, agent: false }, (response) => response.resume().on('close', done)));
    }
    server.close();
    // What is collected is let go in a later turn.
    for (let turn = 0; turn < 5; turn++) {
      await wait(20);
      gc();
    }
    console.log(requests.length, requests.filter((request) => request.deref()).length);
    process.exit();
  });
`;

test('requests that are over are not kept alive by what waits for an answer', async () => {
  await backend.behave('never-answers');
  const init = `{ dsn: '${backend.dsn}', tracesSampleRate: 1, spool: false, floodControl: false, shutdownTimeout: 0 }`;
  const { stdout, stderr } = await programs.run(SERVE, { init, nodeArgs: ['--expose-gc'] });
  expect(stderr).toBe('');
  const [made, alive] = stdout.trim().split(' ').map(Number);
  expect(made).toBe(40);
  expect(alive).toBeLessThan(5);
});
