import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Programs, preparePrograms, type RunOptions, spoolFiles } from './run-program.ts';

let programs: Programs;
let backend: Backend;
let temporary: string;

beforeAll(async () => {
  programs = await preparePrograms();
});
afterAll(() => programs.close());
beforeEach(async () => {
  backend = await startBackend();
  temporary = programs.newTemporary();
});
afterEach(() => backend.close());

const run = (program: string, options = '', more: RunOptions = {}) =>
  programs.run(program, { init: `{ dsn: '${backend.dsn}', ${options} }`, temporary, ...more });
const startAgain = (options = '') => programs.startAgain({ init: `{ dsn: '${backend.dsn}', ${options} }`, temporary });
const kill = `process.kill(process.pid, 'SIGKILL');`;
const captureAndDie = (text: string): string => `sdk.captureMessage('${text}'); ${kill}`;
const messages = (): unknown[] => backend.events().map(({ message }) => message);
const onlyFile = (): string => path.join(temporary, spoolFiles(temporary)[0] as string);
const dropped = () =>
  backend.items<{ discarded_events: unknown[] }>('client_report').flatMap((report) => report.discarded_events);

test('a torn record is passed over and counted, and those before it arrive', async () => {
  await run(captureAndDie('whole'));
  appendFileSync(onlyFile(), 'V1 R 2 1700000000000 5000 1\n{"event_id":"torn');
  await startAgain();
  expect(messages()).toEqual(['whole']);
  expect(dropped()).toEqual([{ reason: 'cache_overflow', category: 'error', quantity: 1 }]);
  expect(spoolFiles(temporary)).toEqual([]);
});

test('events of many deaths arrive in the order they happened', async () => {
  for (const [index, text] of ['one', 'two', 'three'].entries()) {
    await run(captureAndDie(text), '', { nodeArgs: [] });
    for (const name of spoolFiles(temporary)) {
      const file = path.join(temporary, name);
      if (readFileSync(file, 'utf8').includes(`"${text}"`)) {
        utimesSync(file, 1_700_000_000 + index, 1_700_000_000 + index);
      }
    }
  }
  await startAgain();
  expect(messages()).toEqual(['one', 'two', 'three']);
});

test('what has waited too long is dropped and counted', async () => {
  await run(captureAndDie('old'));
  await startAgain('spool: { maxAgeMs: 0 }');
  expect(messages()).toEqual([]);
  expect(dropped()).toEqual([{ reason: 'cache_overflow', category: 'error', quantity: 1 }]);
});

test('of what dead processes left, the oldest goes when it is too much, and is counted', async () => {
  await run(captureAndDie('older'));
  utimesSync(onlyFile(), 1_700_000_000, 1_700_000_000);
  await run(captureAndDie('newer'));
  const [bytes = 0] = spoolFiles(temporary).map((name) => statSync(path.join(temporary, name)).size);
  await startAgain(`spool: { maxBytes: ${bytes + 100} }`);
  expect(messages()).toEqual(['newer']);
  expect(dropped()).toHaveLength(1);
});

test('the time that an event was sent is told anew, the time it happened is not', async () => {
  await run(captureAndDie('hello'));
  const written = /"sent_at":"([^"]+)"/.exec(readFileSync(onlyFile(), 'utf8'))?.[1];
  await startAgain();
  const sentMs = Date.parse(backend.envelopes[0]?.headers.sent_at as string);
  expect(sentMs).toBeGreaterThan(Date.parse(written as string));
  expect(backend.events()[0]?.timestamp).toBeLessThan(sentMs / 1000);
});

test('attachments come back as they were', async () => {
  await run(
    `sdk.getCurrentScope().addAttachment({ filename: 'a', data: new Uint8Array([0, 10, 255]) }); ${captureAndDie('x')}`,
  );
  await startAgain();
  const payload = backend.envelopes[0]?.items.find(({ headers }) => headers.type === 'attachment')?.payload;
  expect([...(payload ?? [])]).toEqual([0, 10, 255]);
});

test('what waits for one backend does not go to another', async () => {
  const other = await startBackend();
  await run(captureAndDie('mine'));
  await programs.startAgain({ init: `{ dsn: '${other.dsn}' }`, temporary });
  expect(other.envelopes).toEqual([]);
  await startAgain();
  expect(messages()).toEqual(['mine']);
  await other.close();
});

test('a path of the host’s is used, and a spool that is turned off writes nothing', async () => {
  const state = programs.newTemporary();
  await run(captureAndDie('x'), `spool: { path: ${JSON.stringify(state)} }`);
  expect([spoolFiles(state).length, spoolFiles(temporary).length]).toEqual([1, 0]);
  await run(captureAndDie('x'), 'spool: false');
  expect(spoolFiles(temporary)).toEqual([]);
});

test('transactions are not written, and nothing is before there is something to write', async () => {
  await run(`sdk.startSpan({ name: 'work' }, () => {}); ${kill}`, 'tracesSampleRate: 1');
  expect(readdirSync(temporary)).toEqual([]);
});

test('what there is left to say at an exit the next start says', async () => {
  await run(`for (let n = 0; n < 30; n++) sdk.captureException(new Error('same')); process.exit()`);
  await startAgain();
  const [counts] = dropped() as Array<{ reason: string; quantity: number }>;
  expect(counts).toMatchObject({ reason: 'backpressure' });
  expect(backend.events().length + (counts?.quantity ?? 0)).toBe(30);
});

test('what there was to say at the end of its work the next start says, where the backend was down', async () => {
  await backend.behave('down');
  await run(`for (let n = 0; n < 30; n++) sdk.captureException(new Error('same'))`);
  await backend.behave('ok');
  await startAgain();
  const counts = dropped() as Array<{ quantity: number }>;
  expect(backend.events().length + counts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(30);
});

describe('a disk that cannot be written', () => {
  // Where nobody can make a folder, whoever they are.
  const spool = 'spool: { path: "/dev/null/spool" }';

  test('is survived and told in debug, and the event is sent', async () => {
    const { code, stdout } = await run(`sdk.captureMessage('hello')`, `debug: true, ${spool}`);
    expect(code).toBe(0);
    expect(stdout).toContain('[vedette] the spool cannot be used:');
    expect(messages()).toEqual(['hello']);
  });

  test('does not lose what the process dies of, when the backend is near', async () => {
    const { code } = await run(`throw new Error('boom')`, `${spool}, shutdownTimeout: 2000`);
    expect(code).toBe(1);
    expect(backend.events()).toHaveLength(1);
  });
});

test.runIf(process.platform === 'linux')('a disk that is full is survived', async () => {
  const { code, stdout } = await run(
    `const fs = require('node:fs'); const write = fs.writeSync;
     fs.writeSync = (fd, ...rest) => fd > 2 ? write(fs.openSync('/dev/full', 'w'), ...rest) : write(fd, ...rest);
     sdk.captureMessage('hello')`,
    'debug: true',
  );
  expect(code).toBe(0);
  expect(stdout).toContain('ENOSPC');
  expect(messages()).toEqual(['hello']);
});

describe('consent', () => {
  test('that is pending touches no disk and delivers nothing that waits there', async () => {
    await run(captureAndDie('before'));
    const before = spoolFiles(temporary);
    await run(captureAndDie('pending'), `consent: 'pending'`);
    await startAgain(`consent: 'pending'`);
    expect([messages(), spoolFiles(temporary)]).toEqual([[], before]);
  });

  test('that is denied removes what this process wrote', async () => {
    await backend.behave('down');
    await run(`sdk.captureMessage('x'); sdk.getClient().emit('consent', 'denied'); ${kill}`);
    expect(spoolFiles(temporary)).toEqual([]);
  });

  test('that is granted later delivers what waits', async () => {
    await run(captureAndDie('before'));
    await run(`sdk.getClient().emit('consent', 'granted')`, `consent: 'pending'`);
    expect(messages()).toEqual(['before']);
  });
});

test('a process that lives delivers what it could not, once the backend is back', async () => {
  await backend.behave('down');
  const program = `sdk.captureMessage('first');
    const hold = setInterval(() => {}, 1000);
    process.once('SIGUSR2', async () => {
      sdk.captureMessage('second');
      await sdk.flush(5000);
      setTimeout(async () => { await sdk.flush(5000); clearInterval(hold); }, 100);
    });
    sdk.flush(5000).then(() => console.log('given up for now'));`;
  await run(program, '', {
    onStart: (child) =>
      child.stdout?.on('data', async () => {
        await backend.behave('ok');
        child.kill('SIGUSR2');
      }),
  });
  expect(new Set(messages())).toEqual(new Set(['first', 'second']));
  expect(new Set(backend.events().map(({ event_id }) => event_id)).size).toBe(2);
});

test('files that are none of ours are left alone', async () => {
  await run(captureAndDie('x'));
  const folder = path.dirname(onlyFile());
  writeFileSync(path.join(folder, 'notes.txt'), 'mine');
  mkdirSync(path.join(folder, 'vm~999999999~1~folder.spool'));
  await startAgain();
  expect(messages()).toEqual(['x']);
  expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'vm~999999999~1~folder.spool']);
});

test('options that are none are as if they were not given', async () => {
  await run(
    captureAndDie('x'),
    `spool: { path: 5, maxBytes: 'much', maxCount: -1, maxAgeMs: NaN }, onFatalError: 'no'`,
  );
  await startAgain('spool: true');
  expect(messages()).toEqual(['x']);
});

test('no second process is started when that is turned off, and the next start delivers', async () => {
  await run(`throw new Error('boom')`, 'spool: { deliverAfterDeath: false }');
  expect([backend.events().length, spoolFiles(temporary).length]).toEqual([0, 1]);
  await startAgain();
  expect(backend.events()).toHaveLength(1);
});

test('what finds no room is sent before the process dies of it, where there is time', async () => {
  const { code } = await run(`throw new Error('boom')`, 'spool: { maxBytes: 10 }, shutdownTimeout: 2000');
  expect(code).toBe(1);
  expect(backend.events()).toHaveLength(1);
});
