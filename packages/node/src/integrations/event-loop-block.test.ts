import type { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Event } from '@vedette/core';
import { expect, test } from 'vitest';
import { type Ended, spoolFiles } from '../../test/run-program.ts';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** Long enough that a busy machine alone does not make a block of it. */
const init = (options = 'threshold: 500'): string =>
  `{ dsn: '${backend.dsn}', integrations: [sdk.eventLoopBlockIntegration({ ${options} })] }`;

/** Blocks until it was told of, or for five seconds, and tells whether it was. */
const BLOCK = `
  function spin(rounds) {
    const client = sdk.getClient();
    let told = false;
    const undo = client.on('beforeSendEvent', () => { told = true; });
    const end = Date.now() + 40_000;
    while (!told && Date.now() < end) JSON.stringify({ rounds });
    undo();
    return told;
  }
`;
const run = (program: string, options?: string, temporary?: string): Promise<Ended> =>
  programs.run(`${BLOCK} ${program}`, { init: init(options), ...(temporary && { temporary }) });
const exceptionOf = (event: Event | undefined) => event?.exception?.values?.[0];

test('tells what blocks while it does, with its stack and its scopes', async () => {
  const { stdout } = await run(
    `
    setTimeout(function handle() {
      sdk.withIsolationScope((scope) => {
        scope.setTag('request', 'r7');
        console.log(spin(1));
      });
    }, 300);
  `,
    `threshold: 500, staticTags: { team: 'blue' }`,
  );
  expect(stdout).toBe('true\n');
  const [event] = backend.events();
  expect(event).toMatchObject({ level: 'error', tags: { request: 'r7', team: 'blue' } });
  expect(exceptionOf(event)).toMatchObject({
    type: 'EventLoopBlocked',
    value: 'Event Loop Blocked for at least 500 ms',
    mechanism: { type: 'ANR' },
  });
  const functions = exceptionOf(event)?.stacktrace?.frames?.map((frame) => frame.function) ?? [];
  expect(functions).toEqual(expect.arrayContaining(['spin', 'Timeout.handle']));
  expect(['spin', 'JSON.stringify', 'Date.now']).toContain(functions.at(-1)?.replace(/^Object\./, ''));
});

test('a loop that never ends is told of by the next start, when the process was killed', async () => {
  const temporary = programs.newTemporary();
  const killed = programs.run(`setTimeout(function forever() { for (;;); }, 300);`, {
    init: init(),
    temporary,
    leavesDelivery: true,
    onStart: (child) => killOnceWritten(child, temporary),
  });
  expect((await killed).signal).toBe('SIGKILL');
  expect(backend.events()).toEqual([]);
  await programs.run('setTimeout(() => {}, 500)', { init: init(), temporary });
  const [event] = backend.events();
  expect(exceptionOf(event)?.stacktrace?.frames?.at(-1)).toMatchObject({ function: 'Timeout.forever' });
});

/** Kills a process when what it has to tell is on the disk. */
function killOnceWritten(child: ChildProcess, temporary: string): void {
  const timer = setInterval(() => {
    if (spoolFiles(temporary).some((name) => statSync(path.join(temporary, name)).size > 0)) {
      clearInterval(timer);
      child.kill('SIGKILL');
    }
  }, 20);
}

test('tells at most as often as it may', async () => {
  const { stdout } = await run(`
    const { deepStrictEqual } = require('node:assert');
    setTimeout(() => { console.log(spin(1)); }, 300);
    setTimeout(() => { const end = Date.now() + 1300; while (Date.now() < end); console.log('second'); }, 400);
  `);
  expect(stdout).toBe('true\nsecond\n');
  expect(backend.events()).toHaveLength(1);
});

test('a process that never blocks ends as it would, with nothing told', async () => {
  // Not by itself, but a busy machine may keep it waiting.
  const { code, stdout, stderr } = await run(`setTimeout(() => console.log('done'), 300)`, 'threshold: 10_000');
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
  expect(backend.events()).toEqual([]);
});

test('close ends the thread', async () => {
  const { stdout } = await run(`
    sdk.close(1000).then(function look() {
      if (process.getActiveResourcesInfo().includes('MessagePort')) setTimeout(look, 10);
      else console.log('ended');
    });
  `);
  expect(stdout).toBe('ended\n');
});
