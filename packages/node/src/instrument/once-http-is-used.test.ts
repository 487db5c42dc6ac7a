import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodes } from '../../test/installed-runtimes.ts';
import { type Programs, preparePrograms } from '../../test/run-program.ts';

let programs: Programs;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());

const INIT = `{ dsn: 'http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1', tracePropagationTargets: [/./] }`;

/** What may be the first request of a program, none of which finds anybody. */
const FIRST_REQUESTS = {
  'one of node:http': `require('node:http').request('http://127.0.0.1:10/')`,
  'one by a name': `require('node:http').request('http://localhost:10/')`,
  'one of node:https': `require('node:https').request('https://127.0.0.1:10/')`,
  'one without an agent': `require('node:http').request({ host: '127.0.0.1', port: 10, agent: false })`,
  'one to a socket of a file': `require('node:http').request({ socketPath: '/nowhere.sock' })`,
};

/** Says which of the modules a start can do without is there, and what the first request carries when it was ended. */
const tell = (request: string): string => `
  const loaded = process.moduleLoadList.filter((name) => /NativeModule (_?http|https|net|stream)/.test(name));
  const request = ${request}.on('error', () => {});
  request.end();
  console.log(JSON.stringify({ loaded, trace: String(request.getHeader('sentry-trace')) }));
  process.exit();
`;

describe.each(nodes.map((node) => [node.version, node] as const))('Node %s', (_version, runtime) => {
  test.each(Object.entries(FIRST_REQUESTS))('does not load it, and gives headers to %s', async (_name, request) => {
    const { stdout } = await programs.run(tell(request), { runtime, init: INIT });
    const { loaded, trace } = JSON.parse(stdout);
    expect(loaded.filter((name: string) => / _?https?/.test(name))).toEqual([]);
    expect(trace).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}/);
  });

  test('gives headers to none after the end of what was started', async () => {
    const program = `
      sdk.close(0).then(() => {
        const request = require('node:http').request('http://127.0.0.1:10/').on('error', () => {});
        request.end();
        console.log(String(request.getHeader('sentry-trace')));
        process.exit();
      });
    `;
    const { stdout } = await programs.run(program, { runtime, init: INIT });
    expect(stdout.trim()).toBe('undefined');
  });
});
