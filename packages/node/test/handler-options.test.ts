import { describe, expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

const run = (program: string, options: string) =>
  programs.run(program, { init: `{ dsn: '${backend.dsn}', ${options} }` });
const levels = (): unknown[] => backend.events().map(({ level }) => level);

describe('onFatalError', () => {
  const hear = `onFatalError: (error) => { console.log('fatal', error.message); setTimeout(() => process.exit(9), 50) }`;

  test('is called instead of the death, which is then the host’s to bring about', async () => {
    const { code, stdout, stderr } = await run(
      `setTimeout(() => console.log('alive'), 5); throw new Error('boom')`,
      hear,
    );
    expect([code, stdout, stderr]).toEqual([9, 'fatal boom\nalive\n', '']);
    expect(levels()).toEqual(['fatal']);
  });

  test('is not called when the host listens itself, unless asked for', async () => {
    const program = `process.on('uncaughtException', (e) => console.log('host', e.message)); throw new Error('boom')`;
    expect(await run(program, hear)).toMatchObject({ code: 0, stdout: 'host boom\n' });
    const integration = `integrations: [sdk.onUncaughtExceptionIntegration({ exitEvenIfOtherHandlersAreRegistered: true, ${hear} })]`;
    const { code, stdout } = await run(program, integration);
    expect([code, stdout.split('\n').sort()]).toEqual([9, ['', 'fatal boom', 'host boom']]);
  });

  test('is called once, and a second error ends the process', async () => {
    const { code, stdout, stderr } = await run(
      `setTimeout(() => { throw new Error('second') }, 5); setInterval(() => {}, 1000); throw new Error('first')`,
      `onFatalError: (error) => console.log('fatal', error.message)`,
    );
    expect([code, stdout]).toEqual([1, 'fatal first\n']);
    expect(stderr).toContain('Error: second');
    expect(levels()).toEqual(['fatal', 'fatal']);
  });

  test('of init counts for an integration without one', async () => {
    const options = `${hear}, integrations: [sdk.onUncaughtExceptionIntegration({ exitEvenIfOtherHandlersAreRegistered: true })]`;
    expect(await run(`throw new Error('boom')`, options)).toMatchObject({
      code: 9,
      stdout: 'fatal boom\n',
      stderr: '',
    });
  });

  test('that throws is the host’s own error', async () => {
    const { code, stderr } = await run(`throw new Error('boom')`, `onFatalError: () => { throw new Error('mine') }`);
    expect(code).toBe(7);
    expect(stderr).toContain('Error: mine');
  });
});

test('exitEvenIfOtherHandlersAreRegistered ends a process that would live on, after it has told', async () => {
  const { code, stdout, stderr } = await run(
    `process.on('uncaughtException', (e) => console.log('host', e.message)); setInterval(() => {}, 1000); throw new Error('boom')`,
    `integrations: [sdk.onUncaughtExceptionIntegration({ exitEvenIfOtherHandlersAreRegistered: true })]`,
  );
  expect([code, stdout]).toEqual([1, 'host boom\n']);
  expect(stderr).toContain('Error: boom');
  expect(levels()).toEqual(['fatal']);
});

describe('the mode of unhandled rejections', () => {
  const withMode = (mode: string): string =>
    `integrations: [sdk.onUnhandledRejectionIntegration({ mode: '${mode}', ignore: [{ name: 'QuietError' }, { message: /^never mind/ }] })]`;
  const reject = `Promise.reject(new Error('no')); setTimeout(() => console.log('alive'), 20)`;

  test('none says nothing', async () => {
    const { code, stdout, stderr } = await run(reject, withMode('none'));
    expect([code, stdout, stderr]).toEqual([0, 'alive\n', '']);
    expect(levels()).toEqual(['error']);
  });

  test('warn says it as a warning of Node’s', async () => {
    const { code, stdout, stderr } = await run(reject, withMode('warn'));
    expect([code, stdout]).toEqual([0, 'alive\n']);
    expect(stderr).toMatch(/^\(node:pid\) UnhandledPromiseRejectionWarning: Error: no\n/);
    expect(levels()).toEqual(['error']);
  });

  test('strict ends the process', async () => {
    const { code, stderr } = await run(`${reject}; setInterval(() => {}, 1000)`, withMode('strict'));
    expect(code).toBe(1);
    expect(stderr).toContain('Error: no');
    expect(levels()).toEqual(['fatal']);
  });

  test.each([
    ['a name', `Object.assign(new Error('x'), { name: 'QuietError' })`],
    ['a message', `new Error('never mind this')`],
    ['what was called off', `Object.assign(new Error('x'), { name: 'AbortError' })`],
  ])('does not hold for what is ignored by %s', async (_what, reason) => {
    const { code, stdout, stderr } = await run(`Promise.reject(${reason}); console.log('alive')`, withMode('warn'));
    expect([code, stdout, stderr]).toEqual([0, 'alive\n', '']);
    expect(levels()).toEqual([]);
  });
});

test('a process that dies of what would be ignored tells it all the same', async () => {
  const { code } = await run(`Promise.reject(Object.assign(new Error('x'), { name: 'AbortError' }))`, '');
  expect(code).toBe(1);
  expect(levels()).toEqual(['fatal']);
});
