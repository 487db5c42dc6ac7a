import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { envelopeOf, errorEvent } from '../test-support/envelopes.ts';
import { newFolder, startTestReceiver, type TestReceiver } from '../test-support/test-receiver.ts';
import { startReceiver } from './receiver.ts';

/** Writes raw bytes, waits a moment and hangs up. Gives what was answered until then. */
function sendRaw(receiver: TestReceiver, text: string, { waitMs = 50 } = {}): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(receiver.port, '127.0.0.1', () => {
      socket.write(text);
      setTimeout(() => socket.destroy(), waitMs);
    });
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

describe('connections that misbehave', () => {
  it.each([
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00'],
    ['no host', 'GET /api/0/issues HTTP/1.1\r\n\r\n'],
    ['a senseless host', 'GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n'],
    ['a senseless path', 'GET /%%%/..\\..//[] HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'half a body',
      'POST /api/1/envelope/?sentry_key=KEY HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{"event_id":',
    ],
    [
      'a chunk of no length',
      'POST /api/1/envelope/?sentry_key=KEY HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    [
      'two lengths',
      'POST /api/1/envelope/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde',
    ],
  ])('are outlived: %s', async (_what, text) => {
    const receiver = await startTestReceiver();
    await sendRaw(receiver, text.replace('KEY', receiver.publicKey));
    await receiver.postEvent(errorEvent());
    expect((await receiver.issues()).issues).toHaveLength(1);
  });

  it('are outlived by the hundred, and hold nothing back', async () => {
    const receiver = await startTestReceiver({ maxBodyBytes: 1000 });
    const head = `POST /api/1/envelope/?sentry_key=${receiver.publicKey} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n`;
    await Promise.all(Array.from({ length: 100 }, () => sendRaw(receiver, head + 'x'.repeat(800))));
    await receiver.postEvent(errorEvent({ exception: undefined, message: 'hi' }));
    expect((await receiver.issues()).issues).toHaveLength(1);
  });
});

describe('starting and ending', () => {
  it('says which port is in use, and lets go of the database', async () => {
    const receiver = await startTestReceiver();
    const db = join(await newFolder(), 'b.db');
    await expect(startReceiver({ port: receiver.port, db })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const other = await startReceiver({ port: 0, db });
    await other.close();
  });

  it('keeps everything from one start to the next, its DSN too', async () => {
    const folder = await newFolder();
    const first = await startTestReceiver({ db: join(folder, 'a.db') });
    await first.postEvent(errorEvent());
    await first.close();
    const second = await startTestReceiver({ db: join(folder, 'a.db'), port: first.port });
    expect(second.dsn).toBe(first.dsn);
    expect((await second.issues()).issues).toHaveLength(1);
  });

  it('answers what is under way before it ends', async () => {
    const receiver = await startTestReceiver();
    const posts = Array.from({ length: 20 }, () => receiver.post(envelopeOf({}, ['event', errorEvent()])));
    await Promise.race(posts);
    const closed = receiver.close();
    const statuses = (await Promise.allSettled(posts)).map((post) =>
      post.status === 'fulfilled' ? post.value.status : 0,
    );
    expect(statuses.filter((status) => status !== 200 && status !== 0)).toEqual([]);
    await closed;
    await receiver.close();
  });

  it('ends though a client keeps its connection open', async () => {
    const receiver = await startTestReceiver();
    const hanging = sendRaw(
      receiver,
      'POST /api/1/envelope/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n',
      { waitMs: 9000 },
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await receiver.close();
    await hanging;
  });
});
