import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { claimProblems, compareNames, countPresent, stillAbsent } from './compare.mjs';
import { readDeclarations } from './declarations.mjs';
import { pageOf } from './page.mjs';

let folder;
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Compares a list of names with packages whose declarations are given as text. */
async function comparedWith(texts, ...sections) {
  folder = await mkdtemp(path.join(tmpdir(), 'vedette-names-'));
  const files = Object.fromEntries(Object.keys(texts).map((name) => [name, path.join(folder, `${name}.d.ts`)]));
  await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(files[name], text)));
  return compareNames(sections, readDeclarations(files));
}

const functions = (names, more) => ({ title: 'Functions', in: 'core', names, ...more });
const stateOf = (rows) => Object.fromEntries(rows.map(({ key, present }) => [key, present.core]));

test('a name is there when it is exported, also by way of another file', async () => {
  const core = `declare function inner(): void; declare const other: number; export { inner as flush, other };`;
  const browser = `export { flush } from './core.ts';`;
  const rows = await comparedWith({ core, browser }, functions({ flush: 'E', close: 'E' }, { in: 'core browser' }));
  expect(rows.map(({ present }) => present)).toEqual([
    { core: 'yes', browser: 'yes' },
    { core: 'no', browser: 'no' },
  ]);
});

test('a type does not stand in for a function, but is enough where a type is wanted', async () => {
  const core = 'export interface Client {}';
  expect(stateOf(await comparedWith({ core }, functions({ Client: 'C' })))).toEqual({ Client: 'no' });
  expect(stateOf(await comparedWith({ core }, functions({ Client: 'C' }, { kind: 'types' })))).toEqual({
    Client: 'yes',
  });
});

test('what is marked @noop is shown as a typed no-op and does not count as there', async () => {
  const core = `
    /** Does nothing. @noop */ export declare function start(): void;
    export interface Options {
      /** @noop */
      old?: boolean;
      dsn?: string;
    }`;
  const rows = await comparedWith(
    { core },
    functions({ start: 'R' }),
    functions({ old: 'D', dsn: 'E' }, { of: 'Options' }),
  );
  expect(stateOf(rows)).toEqual({ start: 'no-op', 'Options.old': 'no-op', 'Options.dsn': 'yes' });
  expect(countPresent(rows, 'core', 'R')).toEqual({ total: 1, yes: 0, noop: 1 });
  expect(pageOf(rows, ['core'])).toContain('| `start` | R | typed no-op | |');
});

test('members are found in interfaces and classes, also inherited ones', async () => {
  const core = `
    interface Base { on(): void }
    export interface Client extends Base { flush(): void }
    export declare class Scope { clone(): Scope; private secret: number }`;
  const rows = await comparedWith(
    { core },
    functions({ on: 'C', flush: 'C', off: 'C' }, { of: 'Client' }),
    functions({ clone: 'C' }, { of: 'Scope' }),
    functions({ any: 'C' }, { of: 'Nobody' }),
  );
  expect(stateOf(rows)).toEqual({
    'Client.on': 'yes',
    'Client.flush': 'yes',
    'Client.off': 'no',
    'Scope.clone': 'yes',
    'Nobody.any': 'no',
  });
});

test('claims that do not hold are told, in both directions', async () => {
  const core = 'export declare const a: 1; export declare const b: 1;';
  const rows = await comparedWith({ core }, functions({ a: 'E', b: 'E', c: 'E', d: 'E' }));
  expect(claimProblems(rows, { b: 'core', c: 'core', e: 'core' })).toEqual([
    expect.stringMatching(/^core: b is exported, but called absent/),
    'core: d is claimed, but not exported',
    'core: e is in no list of names',
  ]);
  expect(claimProblems(rows, { c: 'core', d: 'core' })).toEqual([]);
});

test('writing forgets what is there by now, and never excuses what is gone', async () => {
  const core = 'export declare const a: 1;';
  const rows = await comparedWith(
    { core, node: 'export {};' },
    functions({ a: 'E', b: 'E', c: 'E' }, { in: 'core node' }),
  );
  expect(stillAbsent(rows, { a: 'core node', b: 'core' })).toEqual({ a: 'node', b: 'core' });
});

test('a mark nobody knows is a mistake in the list', async () => {
  await expect(comparedWith({ core: 'export {};' }, functions({ a: 'X' }))).rejects.toThrow('a: "X"');
});

test('the page tells how a name differs, and which packages have it', async () => {
  const rows = await comparedWith(
    { core: 'export declare const a: 1;', node: 'export {};' },
    functions({ a: 'E: another | type' }, { in: 'core node' }),
  );
  const page = pageOf(rows, ['core', 'node']);
  expect(page).toContain('| `a` | E | yes in core | another \\| type |');
  expect(page).toContain('| @vedette/core | 1 of 1 | | | |');
});
