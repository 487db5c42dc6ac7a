import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fates } from './fates.ts';
import { nodes } from './installed-runtimes.ts';
import { type Programs, preparePrograms } from './run-program.ts';

let programs: Programs;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());

// Two at a time: they are short, and wait for one another more than they work.
for (const runtime of nodes) {
  describe(`on Node ${runtime.version}`, () => {
    for (let at = 0; at < fates.length; at += 2) {
      describe.concurrent(`programs ${at + 1} and ${at + 2}`, () => {
        for (const { does, program, told, ...options } of fates.slice(at, at + 2)) {
          test(`a program that ${does} ends as without us, and what it died of is told`, async ({ expect }) => {
            const backend = await startBackend();
            const bare = await programs.run(program, { ...options, runtime });
            const withSdk = { runtime, init: `{ dsn: '${backend.dsn}' }`, temporary: programs.newTemporary() };
            const watched = await programs.run(program, { ...options, ...withSdk });
            expect(fateOf(watched)).toEqual(fateOf(bare));
            if (told !== false) {
              // Where a process ends without an exit, the next start tells.
              await programs.startAgain(withSdk);
              expect(toldBy(backend)).toEqual(told);
            }
            await backend.close();
          });
        }
      });
    }
  });
}

test('there are forty programs at least', () => {
  expect(fates.length).toBeGreaterThanOrEqual(40);
});

/**
 * What must be the same to the byte, but for two lines: whether a thread's last message is read before its end or at it is
 * chance, without us too, and Node's stack says which.
 */
function fateOf({ elapsedMs: _, ...fate }: Awaited<ReturnType<Programs['run']>>): object {
  return { ...fate, stderr: fate.stderr.replace(/\n +at (\[kOnExit\]|Worker\.<computed>\.onexit) .*/g, '') };
}

function toldBy(backend: Backend): [type?: string, level?: string] | undefined {
  const [event] = backend.events();
  const { mechanism } = event?.exception?.values?.at(-1) ?? {};
  return event && [mechanism?.handled === false ? mechanism.type : 'handled', event.level];
}
