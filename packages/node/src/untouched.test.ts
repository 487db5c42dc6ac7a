import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Programs, preparePrograms } from '../test/run-program.ts';

let programs: Programs;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());

/** What a program could hold before `init` and find changed after it: by name, without calling a getter. */
const COMPARE = `
  const { builtinModules } = require('node:module');
  const own = require('./own.cjs');
  const names = builtinModules.filter((name) => !name.startsWith('node:'));
  const membersOf = (holder, path, all) => {
    for (const key of Reflect.ownKeys(holder)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(holder, key);
      all.set(path + '.' + String(key), [value, get, set]);
    }
  };
  const look = () => {
    const all = new Map();
    const modules = names.map((name) => [name, require(name)]);
    for (const [path, exported] of [...modules, ['globalThis', globalThis], ['own', own]]) {
      membersOf(exported, path, all);
      for (const [key, [value]] of [...all]) {
        if (key.startsWith(path + '.') && typeof value === 'function') {
          membersOf(value, key, all);
          if (value.prototype) membersOf(value.prototype, key + '.prototype', all);
        }
      }
    }
    return all;
  };
  const changed = (before, after) => [...new Set([...before.keys(), ...after.keys()])].filter((key) => {
    const [was = [], is = []] = [before.get(key), after.get(key)];
    return !before.has(key) || !after.has(key) || was.some((value, index) => !Object.is(value, is[index]));
  }).sort();
  // Loading some modules of Node defines globals and changes others: all that is done before.
  names.forEach((name) => require(name));
  const sdk = require('sdk.cjs');
  (async () => {
    // Looking may load something by itself.
    look();
    const before = look();
    sdk.init({ dsn: 'http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1', tracesSampleRate: 1 });
    const during = changed(before, look());
    const imported = await import('node:http');
    const isLive = imported.request === require('node:http').request && imported.default === require('node:http');
    await sdk.close(100);
    process.stdout.write(JSON.stringify({ during, after: changed(before, look()), isLive, version: process.versions.node }));
  })();
`;

/** Up to Node 22.11 there is no channel that tells of a new request in time for headers. */
function lacksChannel(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 12) || (major === 23 && minor < 2);
}

/** What copies of this SDK share, and how many listeners the process has. */
const OURS = ['globalThis.__VEDETTE__', 'process._eventsCount'];
const CONSOLE = ['debug', 'error', 'info', 'log', 'warn'];

test('leaves every export, prototype and global as it was, but for those that decision 0012 names', async () => {
  const { stdout, stderr, code } = await programs.run(COMPARE, {
    files: { 'own.cjs': 'module.exports = class { method() {} };' },
    leavesDelivery: true,
  });
  expect(stderr).not.toContain('Error');
  const { during, after, isLive, version } = JSON.parse(stdout);
  const foreign = during.filter((name: string) => !OURS.includes(name));
  const expected = [
    ...(lacksChannel(version)
      ? ['_http_client.ClientRequest.prototype._implicitHeader', 'http.ClientRequest.prototype._implicitHeader']
      : []),
    ...CONSOLE.map((method) => `console.${method}`),
  ];
  expect(foreign.filter((name: string) => !expected.includes(name))).toEqual([]);
  expect(expected.filter((name) => !foreign.includes(name))).toEqual([]);
  expect(after.filter((name: string) => !OURS.includes(name))).toEqual([]);
  expect(isLive).toBe(true);
  expect(code).toBe(0);
});
