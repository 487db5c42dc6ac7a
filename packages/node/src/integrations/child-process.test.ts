import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import type { Event } from '@vedette/core';
import { expect, test } from 'vitest';
import type { Ended } from '../../test/run-program.ts';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** The Node that runs the programs. */
const node = realpathSync(process.env.VEDETTE_TEST_NODE ?? process.execPath);
/** Node 18 says nothing of what it starts. */
const isTold = /^v18\./.test(execFileSync(node, ['--version'], { encoding: 'utf8' })) ? test.skip : test;

const run = (program: string, options = ''): Promise<Ended> =>
  programs.run(program, {
    init: `{ dsn: '${backend.dsn}', integrations: [sdk.childProcessIntegration({ ${options} })] }`,
  });
const crumbs = ({ breadcrumbs = [] }: Event = {}): unknown[] =>
  breadcrumbs.map(({ category, message, level, data }) => ({ category, message, level, data }));

const CHILDREN = `
  const { spawn } = require('node:child_process');
  const end = (code) => new Promise((resolve) => spawn(process.execPath, ['-e', code]).on('close', resolve));
  end('0').then(() => end('process.exit(3)')).then(() => end("process.kill(process.pid, 'SIGKILL')"))
    .then(() => sdk.captureMessage('done'));
`;

isTold('a breadcrumb tells how each child process ended', async () => {
  await run(CHILDREN);
  const data = { spawnfile: node };
  expect(crumbs(backend.events()[0])).toEqual([
    { category: 'child_process', message: `Child process exited with code '0'`, level: 'info', data },
    { category: 'child_process', message: `Child process exited with code '3'`, level: 'warning', data },
    { category: 'child_process', message: 'Child process ended by SIGKILL', level: 'warning', data },
  ]);
});

isTold('arguments are told when they are asked for', async () => {
  await run(CHILDREN, 'includeChildProcessArgs: true');
  expect(crumbs(backend.events()[0])[1]).toMatchObject({
    data: { spawnargs: [node, '-e', 'process.exit(3)'] },
  });
});

isTold('a child that cannot be started leaves a breadcrumb, and its error stays unheard as without us', async () => {
  const { code, stderr } = await run(`require('node:child_process').spawn('/no/such/program');`);
  expect(code).toBe(1);
  expect(stderr).toContain(`Unhandled 'error' event`);
  expect(crumbs(backend.events()[0])).toMatchObject([
    {
      category: 'child_process',
      message: `Child process errored with 'spawn /no/such/program ENOENT'`,
      level: 'error',
    },
  ]);
});

const WORKER = `
  const { Worker } = require('node:worker_threads');
  const worker = new Worker("throw new Error('in the worker')", { eval: true, execArgv: [] });
`;

isTold('an error that ends a worker thread is reported where the host listens', async () => {
  const { code } = await run(`${WORKER} worker.on('error', () => {});`);
  expect(code).toBe(0);
  expect(backend.events()).toMatchObject([
    {
      exception: {
        values: [
          {
            value: 'in the worker',
            mechanism: { type: 'auto.child_process.worker_thread', handled: false, data: { threadId: '1' } },
          },
        ],
      },
    },
  ]);
});

isTold('it leaves a breadcrumb when it is not to be reported', async () => {
  await run(
    `${WORKER} worker.on('error', () => {}).on('exit', () => sdk.captureMessage('done'));`,
    'captureWorkerErrors: false',
  );
  expect(backend.events()).toHaveLength(1);
  const data = { threadId: 1 };
  expect(crumbs(backend.events()[0])).toMatchObject([
    { category: 'worker_thread', message: `Worker thread errored with 'in the worker'`, level: 'error', data },
    { category: 'worker_thread', message: `Worker thread exited with code '1'`, level: 'warning', data },
  ]);
});

isTold('workerThreadsIntegration reports it by its own name, once, beside the default', async () => {
  await programs.run(`${WORKER} worker.on('error', () => {}).on('exit', () => sdk.captureMessage('done'));`, {
    init: `{ dsn: '${backend.dsn}', integrations: [sdk.workerThreadsIntegration()] }`,
  });
  expect(backend.events()).toMatchObject([
    { exception: { values: [{ value: 'in the worker', mechanism: { type: 'auto.node.worker_threads' } }] } },
    { message: 'done' },
  ]);
  expect(
    crumbs(backend.events()[1]).filter((crumb) => (crumb as { category: string }).category === 'worker_thread'),
  ).toHaveLength(1);
});

test('it ends the process as without us where the host does not listen, and is told once', async () => {
  const { code, stderr } = await run(WORKER);
  expect(code).toBe(1);
  expect(stderr).toContain('in the worker');
  expect(backend.events()).toMatchObject([{ level: 'fatal' }]);
});

test('it is told once where the thread reports itself', async () => {
  const program = `${WORKER} worker.on('error', () => {});`.replace(', execArgv: []', '');
  const options = { init: `{ dsn: '${backend.dsn}' }`, temporary: programs.newTemporary() };
  await programs.run(program, options);
  // What the thread could not send itself, the next start does.
  await programs.startAgain(options);
  expect(backend.events()).toMatchObject([{ level: 'fatal', exception: { values: [{ value: 'in the worker' }] } }]);
});
