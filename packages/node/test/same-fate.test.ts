import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fates } from './fates.ts';
import { type Programs, preparePrograms } from './run-program.ts';

let programs: Programs;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());

/** The Node that runs this, and those that are installed beside it; see `runtimes/package.json`. */
const nodes = ['node18', 'node22', 'node24', 'node26']
  .map((name) => fileURLToPath(new URL(`../../../runtimes/node_modules/${name}/bin/node`, import.meta.url)))
  .filter(existsSync)
  .concat(process.execPath);

const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

// Two at a time: they are short, and wait for one another more than they work.
for (const node of nodes) {
  describe(`on Node ${versionOf(node)}`, () => {
    for (let at = 0; at < fates.length; at += 2) {
      describe.concurrent(`programs ${at + 1} and ${at + 2}`, () => {
        for (const { does, program, told, ...options } of fates.slice(at, at + 2)) {
          test(`a program that ${does} ends as without us, and what it died of is told`, async ({ expect }) => {
            const backend = await startBackend();
            const bare = await programs.run(program, { ...options, node });
            const withSdk = { node, init: `{ dsn: '${backend.dsn}' }`, temporary: programs.newTemporary() };
            const watched = await programs.run(program, { ...options, ...withSdk });
            const { elapsedMs: _bare, ...expected } = bare;
            const { elapsedMs: _watched, ...seen } = watched;
            expect(seen).toEqual(expected);
            if (told !== false) {
              // Where a process ends without an exit, the next start tells.
              await programs.run('', withSdk);
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

function toldBy(backend: Backend): [type?: string, level?: string] | undefined {
  const [event] = backend.events();
  const { mechanism } = event?.exception?.values?.at(-1) ?? {};
  return event && [mechanism?.handled === false ? mechanism.type : 'handled', event.level];
}
