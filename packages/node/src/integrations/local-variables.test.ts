import type { StackFrame } from '@vedette/core';
import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** Runs a program with the option on; the frames of the events that came, innermost first. */
async function run(program: string, more = ''): Promise<StackFrame[][]> {
  const { stdout, stderr } = await programs.run(program, {
    init: `{ dsn: '${backend.dsn}', includeLocalVariables: true, ${more} }`,
  });
  expect(stdout).toBe('');
  expect(stderr.replace(/[\s\S]*Node\.js v.*\n$/, '')).toBe('');
  return backend
    .events()
    .map(({ exception }) => (exception?.values?.at(-1)?.stacktrace?.frames ?? []).slice().reverse());
}

const NESTED = `
  function pay(amount, card) {
    const cart = { items: 2, paid: false, get total() { console.log('CALLED'); return 1; } };
    const list = ['a', 1, null];
    const nothing = undefined;
    if (amount > 1) {
      const inBlock = 'yes';
      throw new TypeError('too much');
    }
  }
  function checkout(user) { pay(7, { number: '4111 1111 1111 1111' }); }
`;

test('puts variables on the frames of an error that is caught and captured', async () => {
  const [frames] = await run(`${NESTED} try { checkout('ann'); } catch (error) { sdk.captureException(error); }`);
  expect(frames?.slice(0, 2)).toMatchObject([
    {
      function: 'pay',
      vars: {
        amount: 7,
        cart: { items: 2, paid: false, total: '[Getter]' },
        list: ['a', 1, null],
        nothing: '<undefined>',
        inBlock: 'yes',
      },
    },
    { function: 'checkout', vars: { user: 'ann' } },
  ]);
});

test('puts them on an error that nobody catches, and takes secrets out', async () => {
  const [frames] = await run(`${NESTED} const password = 1; checkout('ann');`);
  expect(frames?.[0]?.vars).toMatchObject({ amount: 7 });
  expect(JSON.stringify(backend.envelopes)).not.toContain('4111');
});

test('puts them on errors of async functions, also behind an await', async () => {
  const [frames] = await run(`
    async function load(id) { await null; const tries = 3; throw new Error('later'); }
    load('x7').catch((error) => sdk.captureException(error));
  `);
  expect(frames?.[0]).toMatchObject({ function: 'load', vars: { id: 'x7', tries: 3 } });
});

test('an error made elsewhere than it is thrown gets none that are not its own', async () => {
  const [frames] = await run(`
    function make(kind) { return new Error(kind); }
    function fail(reason) { throw make('made'); }
    try { fail('why') } catch (error) { sdk.captureException(error); }
  `);
  expect(frames?.slice(0, 2)).toMatchObject([{ function: 'make' }, { function: 'fail', vars: { reason: 'why' } }]);
  expect(frames?.[0]).not.toHaveProperty('vars');
});

test('things thrown that are no errors, and errors that nobody threw, are sent without', async () => {
  const events = await run(`
    try { throw 'text'; } catch (text) { sdk.captureException(text); }
    try { throw { a: 1 }; } catch (object) { sdk.captureException(object); }
    sdk.captureException(new Error('never thrown'));
  `);
  expect(events).toHaveLength(3);
  expect(events.flat().filter(({ vars }) => vars)).toEqual([]);
});

test('the names that dataCollection leaves out are not told', async () => {
  const program = `function f(mine, yours) { throw new Error('x'); } try { f('keep', 'drop') } catch (e) { sdk.captureException(e) }`;
  const [some] = await run(program, `dataCollection: { stackFrameVariables: { deny: ['yours'] } }`);
  expect(some?.[0]?.vars).toEqual({ mine: 'keep', yours: '[Filtered]' });
  backend.clear();
  const [none] = await run(program, `dataCollection: { stackFrameVariables: false }`);
  expect(none?.[0]).not.toHaveProperty('vars');
});

test('without the option nothing is read', async () => {
  const [frames] = await run(
    `function f(mine) { throw new Error('x'); } try { f(1) } catch (e) { sdk.captureException(e) }`,
    'includeLocalVariables: false',
  );
  expect(frames?.[0]).not.toHaveProperty('vars');
});

test('a storm of caught errors is not looked at beyond the budget, uncaught ones still are', async () => {
  const frames = await run(
    `
    function noisy(n) { throw new Error('n' + n); }
    for (let n = 0; n < 500; n++) { try { noisy(n); } catch (error) { if (n > 400) sdk.captureException(error); } }
    function last(word) { throw new Error('end'); }
    last('bye');
  `,
    `integrations: [sdk.localVariablesIntegration({ maxExceptionsPerSecond: 5 })], floodControl: false`,
  );
  const [told, untold] = [frames.filter(([frame]) => frame?.vars), frames.filter(([frame]) => !frame?.vars)];
  expect(untold.length).toBe(99);
  expect(told.map(([frame]) => [frame?.function, frame?.vars])).toEqual([['last', { word: 'bye' }]]);
});
