import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../../test-support/programs-and-backend.ts';

prepareProgramsAndBackend();

/** What a program in a folder with these files tells of its modules. */
async function modules(files: Record<string, string>): Promise<unknown> {
  const folder = programs.newTemporary();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const program = path.join(folder, 'src', 'main.cjs');
  const text = `
    process.argv[1] = ${JSON.stringify(program)};
    sdk.init({ dsn: '${backend.dsn}', integrations: [sdk.modulesIntegration()] });
    sdk.captureException(new Error('x'));
  `;
  await programs.run(text, { init: `{ dsn: '', defaultIntegrations: false }` });
  return backend.events()[0]?.modules;
}

const json = JSON.stringify;

test('tells the installed versions, and what is asked for where nothing is installed', async () => {
  const told = await modules({
    'package.json': json({
      dependencies: { a: '^1.0.0', '@scope/b': '2.x', c: '~3.1.0' },
      devDependencies: { d: '1' },
    }),
    'node_modules/a/package.json': json({ version: '1.4.2' }),
    'node_modules/@scope/b/package.json': json({ version: '2.0.1' }),
  });
  expect(told).toEqual({ a: '1.4.2', '@scope/b': '2.0.1', c: '~3.1.0' });
});

test('is sent without where package.json is no JSON, or says nonsense', async () => {
  expect(await modules({ 'package.json': '{' })).toEqual({});
  backend.clear();
  expect(await modules({ 'package.json': json({ dependencies: { a: 7, b: '1' } }) })).toEqual({ b: '1' });
  backend.clear();
  expect(await modules({ 'package.json': 'null' })).toEqual({});
});
