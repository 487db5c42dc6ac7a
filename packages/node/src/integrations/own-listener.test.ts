import { describe, expect, test } from 'vitest';
import { otherRuntimes, thisNode } from '../../test/installed-runtimes.ts';
import type { RunOptions } from '../../test/run-program.ts';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** A program with two clients, as one is that was started by `register` and then calls `init`. */
const runWithTwo = (program: string, { first = '', second = '', ...options }: Options = {}) =>
  programs.run(`sdk.init({ dsn: '${backend.dsn}', environment: 'second', ${second} });\n${program}`, {
    init: `{ dsn: '${backend.dsn}', environment: 'first', ${first} }`,
    ...options,
  });
interface Options extends RunOptions {
  first?: string;
  second?: string;
}

/** An event is what has an id: what was on its way when the process died may come twice. */
const told = (): unknown[] => [
  ...new Map(backend.events().map(({ event_id, level, environment }) => [event_id, [level, environment]])).values(),
];

describe('with two clients, the unhandled rejections of a host', () => {
  const hear = `const hear = (reason) => console.log('host', reason.message); process.on('unhandledRejection', hear);`;
  const reject = `Promise.reject(new Error('no'));`;

  test('that listens are its own, and told once', async () => {
    const { code, stdout, stderr } = await runWithTwo(`${hear} ${reject} setTimeout(() => console.log('alive'), 20)`);
    expect([code, stdout, stderr]).toEqual([0, 'host no\nalive\n', '']);
    expect(told()).toEqual([['error', 'second']]);
  });

  test.each([
    ['takes its listener off', `process.off('unhandledRejection', hear)`],
    ['takes all listeners off', `process.removeAllListeners('unhandledRejection')`],
  ])('that %s are deadly again', async (_how, take) => {
    const { code, stdout } = await runWithTwo(
      `${hear} ${take}; setTimeout(() => { console.log(process.listenerCount('unhandledRejection')); ${reject} }, 5)`,
    );
    expect([code, stdout]).toEqual([1, '0\n']);
    expect(told()).toEqual([['fatal', 'second']]);
  });

  test('that has asked the first client for another fate have it, and are told by the second', async () => {
    const { code, stderr } = await runWithTwo(reject, {
      first: `integrations: [sdk.onUnhandledRejectionIntegration({ mode: 'none' })]`,
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(told()).toEqual([['error', 'second']]);
  });

  test.each([thisNode, ...otherRuntimes].map((runtime) => [runtime.kind, runtime] as const))(
    'that does not listen end the process on %s as without us',
    async (_kind, runtime) => {
      const temporary = programs.newTemporary();
      const bare = await programs.run(reject, { runtime });
      const { code, stdout } = await runWithTwo(reject, { runtime, temporary });
      expect([code, stdout]).toEqual([bare.code, bare.stdout]);
      await programs.startAgain({ init: `{ dsn: '${backend.dsn}' }`, temporary });
      expect(told()).toEqual([['fatal', 'second']]);
    },
  );
});

describe('with two clients, onFatalError', () => {
  const hear = (name: string): string =>
    `onFatalError: (error) => { console.log('${name}', error.message); setTimeout(() => process.exit(9), 50) }`;

  test('of the current one is called, once', async () => {
    const { code, stdout, stderr } = await runWithTwo(`throw new Error('boom')`, {
      first: hear('first'),
      second: hear('second'),
    });
    expect([code, stdout, stderr]).toEqual([9, 'second boom\n', '']);
    expect(told()).toEqual([['fatal', 'second']]);
  });

  test('of the one before keeps no process alive', async () => {
    const { code, stdout, stderr } = await runWithTwo(`setInterval(() => {}, 1000); throw new Error('boom')`, {
      first: hear('first'),
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Error: boom');
    expect(told()).toEqual([['fatal', 'second']]);
  });

  test('is not called where the host listens itself', async () => {
    const { code, stdout } = await runWithTwo(
      `process.on('uncaughtException', (error) => console.log('host', error.message)); throw new Error('boom')`,
      { first: hear('first'), second: hear('second') },
    );
    expect([code, stdout]).toEqual([0, 'host boom\n']);
  });
});
