import { startBackend } from '@vedette/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeAfterwards } from '../test-support/start-page.ts';
import { captureMessage } from './index.ts';
import { init } from './init.ts';
import { type BrowserTransportOptions, makeFetchTransport, send } from './transport.ts';

const nodeFetch = globalThis.fetch;

afterEach(() => {
  globalThis.fetch = nodeFetch;
});

/** A `fetch` that remembers how it was asked and answers when it is told to. */
function holdFetch(): { asked: RequestInit[]; answer: () => void } {
  const asked: RequestInit[] = [];
  const waiting: Array<() => void> = [];
  globalThis.fetch = (_, init = {}) => {
    asked.push(init);
    return new Promise((resolve) => waiting.push(() => resolve(new Response())));
  };
  const answer = (): void => {
    for (const answerOne of waiting.splice(0)) {
      answerOne();
    }
  };
  return { asked, answer };
}

describe('send', () => {
  it('posts text that needs no preflight, and tells no path of the page', async () => {
    const { asked, answer } = holdFetch();
    const sending = send({ url: 'https://in.example/', body: '{}' });
    expect(asked).toEqual([
      { method: 'POST', body: '{}', headers: undefined, keepalive: true, referrerPolicy: 'strict-origin' },
    ]);
    answer();
    await sending;
  });

  it('outlives the page while 60 000 bytes are under way, as they are on the wire', async () => {
    const { asked, answer } = holdFetch();
    const sending = [
      send({ url: 'x', body: 'é'.repeat(20_000) }),
      send({ url: 'x', body: new Uint8Array(20_000) }),
      send({ url: 'x', body: 'a' }),
    ];
    expect(asked.map(({ keepalive }) => keepalive)).toEqual([true, true, false]);
    answer();
    await Promise.all(sending);
    sending.push(send({ url: 'x', body: 'a'.repeat(60_000) }), send({ url: 'x', body: '' }));
    expect(asked.slice(3).map(({ keepalive }) => keepalive)).toEqual([true, true]);
    answer();
    await Promise.all(sending);
  });

  it('is an ordinary request when it is larger than that by itself', async () => {
    const { asked, answer } = holdFetch();
    const sending = send({ url: 'x', body: 'a'.repeat(60_001) });
    expect(asked[0]?.keepalive).toBe(false);
    answer();
    await sending;
  });

  it('outlives the page while fewer than 15 are under way', async () => {
    const { asked, answer } = holdFetch();
    const sending = Array.from({ length: 20 }, () => send({ url: 'x', body: 'a' }));
    expect(asked.filter(({ keepalive }) => keepalive)).toHaveLength(14);
    answer();
    await Promise.all(sending);
  });

  it('is an ordinary request when others of the page have used the budget up', async () => {
    const asked: unknown[] = [];
    globalThis.fetch = async (_, { keepalive } = {}) => {
      asked.push(keepalive);
      if (keepalive) {
        throw new TypeError('Failed to fetch');
      }
      return new Response();
    };
    expect(await send({ url: 'x', body: 'a' })).toMatchObject({ statusCode: 200 });
    expect(asked).toEqual([true, false]);
  });

  it('counts a request until its answer is read, as browsers do', async () => {
    const asked: unknown[] = [];
    const ends: Array<() => void> = [];
    globalThis.fetch = async (_, { keepalive } = {}) => {
      asked.push(keepalive);
      return new Response(new ReadableStream({ start: (body) => void ends.push(() => body.close()) }));
    };
    const post = () => send({ url: 'x', body: 'a'.repeat(50_000) });
    await post();
    await post();
    expect(asked).toEqual([true, false]);
    for (const end of ends) {
      end();
    }
    await expect
      .poll(async () => {
        await post();
        return asked.at(-1);
      })
      .toBe(true);
    for (const end of ends.slice(2)) {
      end();
    }
  });

  it('gives the budget back when no answer comes', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    for (let turn = 0; turn < 3; turn++) {
      await expect(send({ url: 'x', body: 'a'.repeat(50_000) })).rejects.toThrow('Failed to fetch');
    }
    const { asked, answer } = holdFetch();
    const sending = send({ url: 'x', body: 'a'.repeat(50_000) });
    expect(asked[0]?.keepalive).toBe(true);
    answer();
    await sending;
  });

  it('hands over what the backend limits', async () => {
    const headers = { 'x-sentry-rate-limits': '60:error', 'retry-after': '60' };
    globalThis.fetch = async () => new Response('', { status: 429, headers });
    expect(await send({ url: 'x', body: 'a' })).toEqual({ statusCode: 429, headers });
  });
});

describe('makeFetchTransport', () => {
  const url = 'https://in.example/';
  const large = 'a'.repeat(40_000);

  /** How one event of this text is posted. */
  async function post(text: string, options: Partial<BrowserTransportOptions> = {}): Promise<RequestInit | undefined> {
    const { asked, answer } = holdFetch();
    const transport = makeFetchTransport({ url, recordDroppedEvent: () => {}, ...options });
    const sending = transport.send([{}, [[{ type: 'event' }, { message: text }]]]);
    await expect.poll(() => asked.length).toBe(1);
    answer();
    expect(await sending).toMatchObject({ statusCode: 200 });
    return asked[0];
  }

  it("posts with the host's headers and its options for fetch, which win", async () => {
    const init = await post('hi', { headers: { 'x-mine': '1' }, fetchOptions: { referrerPolicy: 'no-referrer' } });
    expect(init).toMatchObject({ headers: { 'x-mine': '1' }, keepalive: true, referrerPolicy: 'no-referrer' });
    expect(init?.body).toContain('"message":"hi"');
  });

  it("uses the host's own fetch", async () => {
    const asked: unknown[] = [];
    const own = (async (to: string) => {
      asked.push(to);
      return new Response();
    }) as typeof fetch;
    await makeFetchTransport({ url, recordDroppedEvent: () => {} }, own).send([{}, [[{ type: 'event' }, {}]]]);
    expect(asked).toEqual([url]);
  });

  it('compresses large bodies when asked to', async () => {
    expect((await post(large))?.body).toContain(large);
    expect((await post('small', { gzip: true }))?.headers).toBeUndefined();
    const { body, headers } = (await post(large, { gzip: true, headers: { a: '1' } })) ?? {};
    expect(headers).toEqual({ a: '1', 'Content-Encoding': 'gzip' });
    const plain = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(plain).text()).toContain(large);
  });

  it('sends them as they are, at once, when the page is hidden', async () => {
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    const { asked, answer } = holdFetch();
    const transport = makeFetchTransport({ url, recordDroppedEvent: () => {}, gzip: true });
    const sending = transport.send([{}, [[{ type: 'event' }, { message: large }]]]);
    expect(asked).toHaveLength(1);
    answer();
    await sending;
    vi.unstubAllGlobals();
  });
});

describe('an envelope', () => {
  it('arrives at a backend', async () => {
    const backend = await startBackend();
    closeAfterwards(init({ dsn: backend.dsn }));
    captureMessage('hello');
    const { request } = await backend.waitFor(({ envelopes }) => envelopes.find(({ items }) => items.length > 0));
    expect(request.url).toContain('sentry_client=vedette.javascript.browser');
    expect(request.headers['content-type']).toBe('text/plain;charset=UTF-8');
    expect(backend.events()[0]?.message).toBe('hello');
    await backend.close();
  });

  it('is not lost when the host breaks fetch later', async () => {
    const backend = await startBackend();
    closeAfterwards(init({ dsn: backend.dsn }));
    globalThis.fetch = () => Promise.reject(new Error('offline by the host'));
    captureMessage('hello');
    await backend.waitFor(({ events }) => events().length > 0);
    await backend.close();
  });
});
