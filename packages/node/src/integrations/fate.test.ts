import { expect, test } from 'vitest';
import type { RunOptions } from '../../test/run-program.ts';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

/** Who waits for a silent backend to the end waits for fifteen seconds; a busy machine takes a few for a program by itself. */
const AN_AGE_MS = 12_000;

prepareProgramsAndBackend();

test('an uncaught error is told with its cause, its stack and the lines around it', async () => {
  await programs.run(
    `function open() {\n  // before\n  throw new Error('outer', { cause: new RangeError('inner') });\n}\nopen();`,
    withSdk(),
  );
  const [inner, outer] = (await backend.waitFor((b) => b.events()[0])).exception?.values ?? [];
  expect([inner?.type, outer?.type]).toEqual(['RangeError', 'Error']);
  const frame = outer?.stacktrace?.frames?.at(-1);
  expect(frame).toMatchObject({ function: 'open', lineno: 3, in_app: true, module: 'program' });
  expect(frame?.pre_context).toEqual(['function open() {', '  // before']);
  expect(frame?.context_line).toContain('new RangeError');
});

test('a large report of a dying process arrives whole', async () => {
  const setMuch = `for (let n = 0; n < 20; n++) sdk.setExtra('part' + n, 'x'.repeat(10_000));`;
  await programs.run(`${setMuch} throw new Error('boom')`, withSdk());
  expect(Object.values(backend.events()[0]?.extra ?? {}).join('')).toBe('x'.repeat(200_000));
});

test('a dying process waits for a silent backend no longer than the shutdown timeout', async () => {
  await backend.behave('never-answers');
  const { code, elapsedMs } = await programs.run(`throw new Error('boom')`, {
    init: `{ dsn: '${backend.dsn}', shutdownTimeout: 500 }`,
    leavesDelivery: true,
  });
  expect(code).toBe(1);
  expect(elapsedMs).toBeLessThan(AN_AGE_MS);
});

test('a dying process does not wait for a backend that is down', async () => {
  await backend.behave('down');
  const { code, elapsedMs } = await programs.run(`throw new Error('boom')`, withSdk());
  expect(code).toBe(1);
  expect(elapsedMs).toBeLessThan(AN_AGE_MS);
});

test('process.exit of a healthy process waits for nothing', async () => {
  await backend.behave('never-answers');
  const { elapsedMs } = await programs.run(`sdk.captureMessage('hello'); process.exit(0)`, {
    ...withSdk(),
    leavesDelivery: true,
  });
  expect(elapsedMs).toBeLessThan(AN_AGE_MS);
});

function withSdk(options: RunOptions = {}): RunOptions {
  return { ...options, init: `{ dsn: '${backend.dsn}' }` };
}
