import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backend } from '@vedette/testkit';
import { describe, expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';
import { type RunOptions, spoolFiles } from './run-program.ts';

prepareProgramsAndBackend();

const capture = `globalThis.sdk?.captureException(new Error('last'));`;
const die = (how: string): string => `${capture} setTimeout(() => { ${how} }, 20); setInterval(() => {}, 1000);`;
const fill = `const all = []; for (;;) all.push(new Array(100_000).fill({ n: all.length }));`;

/** The program dies, or ends, after one event. */
const DEATHS: Record<string, { program: string; nodeArgs?: string[] }> = {
  'an uncaught error': { program: `setTimeout(() => { throw new Error('last') }, 5)` },
  'a rejection': { program: `Promise.reject(new Error('last'))` },
  'process.exit right after a capture': { program: `${capture} process.exit(3)` },
  'process.exit on the next tick': { program: `${capture} process.nextTick(() => process.exit(3))` },
  'process.exit in an exit listener': {
    program: `process.on('exit', () => process.exit(4)); ${capture} process.exit(3)`,
  },
  SIGTERM: { program: die(`process.kill(process.pid, 'SIGTERM')`) },
  'SIGTERM that the host hears': {
    program: `process.on('SIGTERM', () => process.exit(0)); ${die(`process.kill(process.pid, 'SIGTERM')`)}`,
  },
  SIGKILL: { program: die(`process.kill(process.pid, 'SIGKILL')`) },
  'process.abort': { program: die('process.abort()') },
  'SIGKILL at once': { program: `${capture} process.kill(process.pid, 'SIGKILL'); for (;;);` },
  'an exhausted heap': { program: die(fill), nodeArgs: ['--max-old-space-size=20'] },
  'the end of its work': { program: capture },
};

/** Runs a program to its death, and then one that merely starts and ends, at the same place. */
async function dieAndStartAgain(dsn: string, death: RunOptions & { program: string }, between = async () => {}) {
  const temporary = programs.newTemporary();
  const init = `{ dsn: '${dsn}' }`;
  const ended = await programs.run(death.program, { ...death, init, temporary });
  await between();
  const next = await programs.startAgain({ init, temporary });
  return { ended, next, left: spoolFiles(temporary) };
}

function idsOf({ envelopes }: Backend): Set<string | undefined> {
  const withEvent = envelopes.filter(({ items }) => items.some(({ headers }) => headers.type === 'event'));
  return new Set(withEvent.map(({ headers }) => headers.event_id));
}

describe.each(Object.keys(DEATHS))('an event of a program that dies of %s', (name) => {
  const death = DEATHS[name] as (typeof DEATHS)[string];

  test('arrives exactly once, and the program ends as without us', async () => {
    const bare = await programs.run(death.program, death);
    const { ended, next, left } = await dieAndStartAgain(backend.dsn, death);
    expect([ended.code, ended.signal]).toEqual([bare.code, bare.signal]);
    // What was on its way when the process died may come twice, but it is one event.
    expect([...new Set(backend.events().map(({ event_id }) => event_id))]).toHaveLength(1);
    expect([next.code, next.stdout, next.stderr, left]).toEqual([0, '', '', []]);
  });

  test('arrives exactly once when the backend is down and comes back later', async () => {
    await backend.behave('down');
    const { left } = await dieAndStartAgain(backend.dsn, death, () => backend.behave('ok'));
    expect(backend.events().map((event) => event.exception?.values?.[0]?.value)).toEqual(['last']);
    expect(left).toEqual([]);
  });
});

describe.each(['process.exit right after a capture', 'an uncaught error', 'SIGKILL at once'])(
  'an event of a program that dies of %s',
  (name) => {
    const death = DEATHS[name] as (typeof DEATHS)[string];

    test.each([
      ['is in trouble', { status: 500 }],
      ['has too much to do', { status: 429, headers: { 'retry-after': '60' } }],
    ] as const)('is one event when the backend %s and is well later', async (_what, behaviour) => {
      await backend.behave(behaviour);
      const { left } = await dieAndStartAgain(backend.dsn, death, async () => {
        backend.clear();
        await backend.behave('ok');
      });
      expect(idsOf(backend).size).toBe(1);
      expect(left).toEqual([]);
    });

    test('arrives exactly once when the backend answers late', async () => {
      const slow = await startSlowBackend(500);
      const { left } = await dieAndStartAgain(slow.dsn, death);
      expect(slow.ids).toHaveLength(1);
      expect(left).toEqual([]);
      slow.close();
    });
  },
);

test('what was delivered but not yet acknowledged when the process died is sent again as the same event', async () => {
  const slow = await startSlowBackend(1000);
  const killed = `${capture} process.on('SIGUSR2', () => {}); setInterval(() => {}, 1000);`;
  const { left } = await dieAndStartAgain(slow.dsn, {
    program: killed,
    onStart: (child) => slow.onceReceived(() => child.kill('SIGKILL')),
  });
  expect(slow.ids).toHaveLength(2);
  expect(new Set(slow.ids).size).toBe(1);
  expect(left).toEqual([]);
});

test('what a process could not deliver another that lives delivers, once', async () => {
  await backend.behave('down');
  const temporary = programs.newTemporary();
  const init = `{ dsn: '${backend.dsn}' }`;
  const one = `${capture} process.kill(process.pid, 'SIGKILL')`;
  await Promise.all(Array.from({ length: 4 }, () => programs.run(one, { init, temporary })));
  expect(spoolFiles(temporary)).toHaveLength(4);
  await backend.behave('ok');
  await Promise.all(Array.from({ length: 4 }, () => programs.startAgain({ init, temporary })));
  expect([backend.events().length, idsOf(backend).size]).toEqual([4, 4]);
  expect(spoolFiles(temporary)).toEqual([]);
});

/** Takes every event, and answers after a while. */
async function startSlowBackend(delayMs: number) {
  const ids: string[] = [];
  let heard = (): void => {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    const [headers = '', item = ''] = body.split('\n');
    if (JSON.parse(item).type === 'event') {
      ids.push(JSON.parse(headers).event_id);
      heard();
    }
    setTimeout(() => response.end('{}'), delayMs);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    ids,
    // A new one: what a program leaves behind is not for the next that is given this port.
    dsn: `http://${randomUUID().replaceAll('-', '')}@127.0.0.1:${(server.address() as AddressInfo).port}/1`,
    onceReceived(listener: () => void) {
      heard = () => {
        heard = () => {};
        listener();
      };
    },
    close: () => server.closeAllConnections(),
  };
}
