import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

// The SDK is there, and nothing of it is started.
const run = (program: string) => programs.run(program, { init: '{}', esm: true });
const makeClient = (): string =>
  `const client = new sdk.NodeClient({ dsn: '${backend.dsn}', shutdownTimeout: 20_000 });
   client.init();
   const scope = new sdk.Scope().setClient(client);`;
const values = (): unknown[] => backend.events().map(({ exception }) => exception?.values?.[0]?.value);

test('a program that awaits the flush of a client made by hand gets its answer', async () => {
  const { code, stdout } = await run(
    `${makeClient()} scope.captureException(new Error('awaited'));
     console.log(await client.flush(20_000), await client.close(20_000))`,
  );
  expect([code, stdout, values()]).toEqual([0, 'true true\n', ['awaited']]);
});

test('a program that just ends delivers what clients made by hand have captured, however many they are', async () => {
  const { code, stderr } = await run(
    `for (let i = 0; i < 12; i++) { ${makeClient()} scope.captureException(new Error('of ' + i)); }`,
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(values()).toHaveLength(12);
});

test('clients that were closed leave no listener behind', async () => {
  const { stdout } = await run(
    `const before = process.listenerCount('beforeExit');
     const opened = [1, 2].map(() => { ${makeClient()} return client; });
     console.log(process.listenerCount('beforeExit') - before);
     await Promise.all(opened.map((client) => client.close(0)));
     console.log(process.listenerCount('beforeExit') - before)`,
  );
  expect(stdout).toBe('1\n0\n');
});
