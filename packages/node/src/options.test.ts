import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Programs, preparePrograms } from '../test/run-program.ts';

let programs: Programs;
let backend: Backend;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());
beforeEach(async () => {
  backend = await startBackend();
});
afterEach(() => backend.close());

const MOVED = `skipOpenTelemetrySetup: true, openTelemetrySpanProcessors: [], maxSpanWaitDuration: 3`;

test('options for OpenTelemetry are taken, and one line says that they do nothing', async () => {
  const { code, stdout } = await programs.run(`sdk.captureMessage('m')`, {
    init: `{ dsn: '${backend.dsn}', debug: true, ${MOVED} }`,
  });
  expect(code).toBe(0);
  const lines = stdout.split('\n').filter((line) => line.includes('OpenTelemetry'));
  expect(lines).toEqual([
    expect.stringMatching(/skipOpenTelemetrySetup, openTelemetrySpanProcessors, maxSpanWaitDuration$/),
  ]);
  expect(backend.events()).toHaveLength(1);
});

test('nothing is said without debug, nor of a program that has none of them', async () => {
  const quiet = await programs.run('', { init: `{ dsn: '${backend.dsn}', ${MOVED} }` });
  expect(quiet.stdout + quiet.stderr).toBe('');
  const { stdout } = await programs.run('', { init: `{ dsn: '${backend.dsn}', debug: true }` });
  expect(stdout).not.toContain('OpenTelemetry');
});
