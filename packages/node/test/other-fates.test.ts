import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Fate, fates } from './fates.ts';
import { otherRuntimes } from './installed-runtimes.ts';
import { type Ended, type Programs, preparePrograms } from './run-program.ts';

/** Of the programs that show it for Node, those that mean the same in Bun and Deno. */
const SAME_THERE = [
  'throws at once',
  'throws in a timer',
  'throws in an ES module',
  'catches everything and lives on',
  'exits by itself on an uncaught error',
  'cleans up on exit and sets a code',
  'rejects',
  'rejects and has set a code',
  'rejects and has a listener',
  'rejects in none mode',
  'handles a rejection late',
  'kills itself',
  'hears SIGTERM',
  'listens to beforeExit',
];

let programs: Programs;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());

const chosen = fates.filter(({ does }) => SAME_THERE.includes(does));

for (const runtime of otherRuntimes) {
  const name = `${runtime.kind} ${runtime.version}`;
  describe.concurrent.each(chosen)(`a program on ${name} that $does`, ({ program, told, ...fate }) => {
    test('ends as without us, and what it died of is told', async ({ expect }) => {
      const backend = await startBackend();
      const options = { ...fate, runtime, env: { ...fate.env, NO_COLOR: '1' }, temporary: programs.newTemporary() };
      const init = `{ dsn: '${backend.dsn}' }`;
      const bare = await programs.run(program, options);
      const watched = await programs.run(program, { ...options, init });
      expect(fateOf(watched)).toEqual(fateOf(bare));
      // Where a process could not hand on what it had to tell, the next start tells.
      await programs.startAgain({ ...options, init, nodeArgs: [] });
      expect(levels(backend)).toEqual(expected(told, watched.code));
      await backend.close();
    });
  });
}

/** Once somebody has looked at the stack of an error, Bun prints functions without a name in another way. */
function fateOf({ elapsedMs: _, ...fate }: Ended): object {
  return { ...fate, stderr: fate.stderr.replace(/at <anonymous> \((.*)\)/g, 'at $1') };
}

/** An event is what has an id: what was on its way when the process died may come twice. */
function levels(backend: Backend): unknown[] {
  return [...new Map(backend.events().map(({ event_id, level }) => [event_id, level])).values()];
}

/** `NODE_OPTIONS` is Node's alone, so there a rejection is deadly after all. */
function expected(told: Fate['told'], code: number | null): unknown[] {
  return told ? [told[1] === 'error' && code === 1 ? 'fatal' : told[1]] : [];
}
