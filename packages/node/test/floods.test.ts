import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** Runs a program, and another that merely starts and ends, for what the first could not deliver. */
async function run(program: string, options = ''): Promise<void> {
  const more = { init: `{ dsn: '${backend.dsn}', ${options} }`, temporary: programs.newTemporary() };
  expect(await programs.run(program, more)).toMatchObject({ code: 0, stderr: '' });
  await programs.startAgain(more);
}

/** Of how many the backend knows: those that came, each once whoever sent it, and those it was told were held back. */
function known(): { arrived: number; heldBack: number } {
  type Report = { discarded_events: Array<{ category: string; reason: string; quantity: number }> };
  const counts = backend.items<Report>('client_report').flatMap((report) => report.discarded_events);
  return {
    arrived: new Set(backend.events().map(({ event_id }) => event_id)).size,
    heldBack: counts
      .filter(({ category, reason }) => category === 'error' && reason === 'backpressure')
      .reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

const MANY = 1_000_000;

// Messages, because V8 would take most of the time for the stacks of a million errors.
test('of a million equal captures few are sent, and all are counted', async () => {
  await run(`for (let n = 0; n < ${MANY}; n++) sdk.captureMessage('the same');`);
  const { arrived, heldBack } = known();
  expect(arrived + heldBack).toBe(MANY);
  expect(backend.envelopes.length).toBeLessThanOrEqual(20);
});

/** As many kinds of errors: their messages alone do not tell them apart. */
const DIFFERENT = `for (let n = 0; n < 500; n++) {
  sdk.captureException(Object.assign(new Error('number ' + n), { name: 'Error' + n }));
}`;

test.each([
  ['its end', ''],
  ['an exit', 'process.exit();'],
])('of 500 different errors before %s each is sent or counted', async (_how, end) => {
  await run(DIFFERENT + end);
  const { arrived, heldBack } = known();
  expect(arrived + heldBack).toBe(500);
  expect(arrived).toBeGreaterThanOrEqual(200);
});

test.each([
  ['its end', ''],
  ['an exit', 'process.exit();'],
])('500 different errors before %s all arrive, where nothing is held back', async (_how, end) => {
  await run(DIFFERENT + end, 'floodControl: false');
  expect(known()).toEqual({ arrived: 500, heldBack: 0 });
});
