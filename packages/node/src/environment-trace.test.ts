import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

const TRACE = 'a'.repeat(32);
const PARENT = 'b'.repeat(16);
const env = {
  SENTRY_TRACE: `${TRACE}-${PARENT}-1`,
  SENTRY_BAGGAGE: `sentry-trace_id=${TRACE},sentry-public_key=abc,sentry-release=caller%401`,
};
const run = (more: Record<string, string> = {}) =>
  programs.run(`sdk.startSpan({ name: 'work' }, () => {}); sdk.captureMessage('x')`, {
    init: `{ dsn: '${backend.dsn}', tracesSampleRate: 0.0001 }`,
    env: { ...env, ...more },
  });

test('a process goes on with the trace that whoever started it names', async () => {
  await run();
  expect(backend.transactions()[0]?.contexts?.trace).toMatchObject({ trace_id: TRACE, parent_span_id: PARENT });
  expect(backend.events()[0]?.contexts?.trace).toMatchObject({ trace_id: TRACE, parent_span_id: PARENT });
  expect(backend.envelopes[0]?.headers.trace).toMatchObject({ release: 'caller@1' });
});

test.each(['false', 'F', 'n', 'no', 'Off', '0'])('not where SENTRY_USE_ENVIRONMENT is %s', async (word) => {
  await run({ SENTRY_USE_ENVIRONMENT: word });
  expect(backend.events()[0]?.contexts?.trace?.trace_id).not.toBe(TRACE);
});

test.each(['true', ''])('but where it is %j', async (word) => {
  await run({ SENTRY_USE_ENVIRONMENT: word });
  expect(backend.events()[0]?.contexts?.trace?.trace_id).toBe(TRACE);
});
