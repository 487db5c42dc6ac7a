// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { type FetchCall, nativeFetch, onFetch } from './fetch.ts';

type Fetch = typeof fetch;

const nodeFetch = globalThis.fetch;
let hostFetch: ReturnType<typeof vi.fn<Fetch>>;

beforeEach(() => {
  hostFetch = vi.fn<Fetch>(async () => new Response('{}', { status: 201 }));
  globalThis.fetch = hostFetch;
});

afterEach(() => {
  globalThis.fetch = nodeFetch;
});

function listen(): { calls: FetchCall[]; ends: unknown[]; stop: () => void } {
  const { client } = startPage({ defaultIntegrations: false });
  const calls: FetchCall[] = [];
  const ends: unknown[] = [];
  const stop = onFetch(client, (call) => {
    calls.push(call);
    return (end) => ends.push(end);
  });
  return { calls, ends, stop };
}

describe('onFetch', () => {
  it('hears method and address of texts, URLs and requests', async () => {
    const { calls, stop } = listen();
    await fetch('/api/cart');
    await fetch(new URL('https://shop.example/a?b=c'), { method: 'post' });
    await fetch(new Request('https://shop.example/r', { method: 'PUT' }));
    await fetch(new Request('https://shop.example/r', { method: 'PUT' }), { method: 'DELETE' });
    expect(calls.map(({ method, url }) => [method, url])).toEqual([
      ['GET', '/api/cart'],
      ['POST', 'https://shop.example/a?b=c'],
      ['PUT', 'https://shop.example/r'],
      ['DELETE', 'https://shop.example/r'],
    ]);
    stop();
  });

  it('calls the original with the very arguments of the host', async () => {
    const { stop } = listen();
    const init = { method: 'POST' };
    await fetch('/api', init);
    expect(hostFetch.mock.calls[0]).toEqual(['/api', init]);
    expect(hostFetch.mock.calls[0]?.[1]).toBe(init);
    stop();
  });

  it('hands over the very response and tells how it ended', async () => {
    const response = new Response('{}', { status: 404 });
    hostFetch.mockResolvedValue(response);
    const { ends, stop } = listen();
    expect(await fetch('/api')).toBe(response);
    expect(ends).toEqual([{ response, status: 404 }]);
    stop();
  });

  it('rejects with the very error of the original', async () => {
    const error = new TypeError('Failed to fetch');
    hostFetch.mockRejectedValue(error);
    const { ends, stop } = listen();
    await expect(fetch('/api')).rejects.toBe(error);
    expect(ends).toEqual([{ failed: true, status: 0, error }]);
    stop();
  });

  it('leaves one unhandled rejection when the host does not catch', async () => {
    hostFetch.mockRejectedValue(new TypeError('Failed to fetch'));
    const { stop } = listen();
    expect(await unhandledWhile(() => void fetch('/api'))).toHaveLength(1);
    stop();
  });

  it('leaves no unhandled rejection when the host catches', async () => {
    hostFetch.mockRejectedValue(new TypeError('Failed to fetch'));
    const { stop } = listen();
    expect(await unhandledWhile(() => void fetch('/api').catch(() => {}))).toEqual([]);
    stop();
  });

  it('lets invalid arguments fail as they would without us', async () => {
    globalThis.fetch = nodeFetch;
    const invalid: Array<[unknown?, unknown?]> = [
      [],
      [Symbol('url')],
      ['http://', undefined],
      ['http://127.0.0.1:1/', { method: 'in valid' }],
      ['http://127.0.0.1:1/', { headers: { 'in valid': 'x' } }],
      [{ toString: null }],
    ];
    const outcomes = () =>
      Promise.all(
        invalid.map(async (args) => {
          try {
            return await (fetch as (...args: unknown[]) => Promise<unknown>)(...args);
          } catch (error) {
            return String(error);
          }
        }),
      );
    const without = await outcomes();
    const { stop } = listen();
    expect(await outcomes()).toEqual(without);
    stop();
  });

  it('throws at once what a stand-in of the host throws at once', () => {
    const error = new Error('not mocked');
    hostFetch.mockImplementation(() => {
      throw error;
    });
    const { stop } = listen();
    expect(() => fetch('/api')).toThrow(error);
    stop();
  });

  it('returns whatever a stand-in of the host returns', () => {
    hostFetch.mockImplementation(() => undefined as unknown as Promise<Response>);
    const { stop } = listen();
    expect(fetch('/api')).toBeUndefined();
    stop();
  });

  it.each([{ ok: true, json: () => 1 }, undefined, 'text'])(
    'resolves with %j as a stand-in of the host does',
    async (answer) => {
      hostFetch.mockResolvedValue(answer as unknown as Response);
      const { stop } = listen();
      expect(await fetch('/api')).toBe(answer);
      stop();
    },
  );

  it('keeps what a stand-in of the host adds to its promise', async () => {
    const cancel = vi.fn();
    hostFetch.mockImplementation(() => Object.assign(Promise.resolve(new Response()), { cancel }));
    const { stop } = listen();
    const promise = fetch('/api') as Promise<Response> & { cancel: unknown };
    expect(promise.cancel).toBe(cancel);
    expect((await promise).status).toBe(200);
    stop();
  });

  it('returns a promise of the class that the original returns', () => {
    class Task<T> extends Promise<T> {}
    hostFetch.mockImplementation(() => Task.resolve(new Response()));
    const { stop } = listen();
    expect(fetch('/api')).toBeInstanceOf(Task);
    stop();
  });

  it('returns what a stand-in returns whose `then` cannot be called', () => {
    // biome-ignore lint/suspicious/noThenProperty: that it is strange is the point.
    const strange = { then: 5 } as unknown as Promise<Response>;
    hostFetch.mockImplementation(() => strange);
    const { stop } = listen();
    expect(fetch('/api')).toBe(strange);
    stop();
  });

  it('tells what is sent, and the size of the answer that its head declares', async () => {
    hostFetch.mockImplementation(async () => new Response('{}', { headers: { 'content-length': '2' } }));
    const { calls, ends, stop } = listen();
    await fetch('/api', { method: 'POST', body: 'abc' });
    expect(calls[0]?.body).toBe('abc');
    expect(ends).toMatchObject([{ status: 200, bodyBytes: 2 }]);
    stop();
  });

  it('goes on when a listener throws', async () => {
    const { client } = startPage({ defaultIntegrations: false });
    const stop = onFetch(client, () => {
      throw new Error('of a listener');
    });
    expect((await fetch('/api')).status).toBe(201);
    stop();
  });

  it('puts the original back when the last listener leaves', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
    const first = listen();
    const second = listen();
    first.stop();
    expect(globalThis.fetch).not.toBe(hostFetch);
    second.stop();
    expect(Object.getOwnPropertyDescriptor(globalThis, 'fetch')).toEqual(before);
  });

  it('is deaf for a client that is not the current one any more', async () => {
    const first = listen();
    const second = listen();
    await fetch('/api');
    expect([first.calls.length, second.calls.length]).toEqual([0, 1]);
    first.stop();
    second.stop();
  });
});

describe('nativeFetch', () => {
  it('is the fetch beneath our patch, which nobody hears', async () => {
    const { calls, stop } = listen();
    await nativeFetch()('/api');
    expect(hostFetch).toHaveBeenCalledOnce();
    expect(calls).toEqual([]);
    stop();
  });
});

/** Rejections that nobody caught, as long as the process needs to notice. */
async function unhandledWhile(run: () => void): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  const hear = (reason: unknown) => reasons.push(reason);
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
  run();
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', hear);
  for (const other of others) {
    process.on('unhandledRejection', other);
  }
  return reasons;
}
