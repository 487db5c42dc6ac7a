import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

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
