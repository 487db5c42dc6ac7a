// @vitest-environment jsdom
import type { Envelope, FeedbackEvent, Transport } from '@vedette/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPage } from '../test-support/start-page.ts';
import { captureException, sendFeedback } from './index.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** A page whose backend answers so; returns the feedback that arrived. */
function start(answer: () => ReturnType<Transport['send']>): FeedbackEvent[] {
  const arrived: FeedbackEvent[] = [];
  const send = (envelope: Envelope): ReturnType<Transport['send']> => {
    const [[{ type }, payload] = [{ type: '' }, {}]] = envelope[1];
    if (type === 'feedback') {
      arrived.push(payload as FeedbackEvent);
    }
    return answer();
  };
  startPage({ transport: () => ({ send, flush: async () => true }) });
  return arrived;
}

const status = (statusCode?: number) => async (): Promise<{ statusCode?: number }> => ({ statusCode });

describe('sendFeedback', () => {
  it('resolves with the id when the backend has taken it', async () => {
    const arrived = start(status(200));
    const id = await sendFeedback({ message: 'Hello', email: 'ann@shop.example' });
    expect(arrived).toMatchObject([
      {
        event_id: id,
        contexts: {
          feedback: { message: 'Hello', contact_email: 'ann@shop.example', url: location.href, source: 'api' },
        },
      },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('names another address when it is given one', async () => {
    const arrived = start(status(200));
    await sendFeedback({ message: 'Hello', url: 'https://shop.example/cart' });
    expect(arrived[0]?.contexts.feedback.url).toBe('https://shop.example/cart');
  });

  it.each([
    [403, /allowed domains/],
    [500, /answered 500/],
    [429, /answered 429/],
    [undefined, /could not be reached/],
  ])('rejects when the backend answers %s', async (statusCode, why) => {
    start(status(statusCode));
    const sent = sendFeedback({ message: 'Hello' });
    await expect(sent).rejects.toThrow(why);
    await expect(sent).rejects.toBeInstanceOf(Error);
  });

  it('rejects when there is no answer for half a minute', async () => {
    start(() => new Promise(() => {}));
    const sent = sendFeedback({ message: 'Hello' });
    const seen = expect(sent).rejects.toThrow(/no answer in time/);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(1);
    await seen;
  });

  it('does not take the answer to something else for its own', async () => {
    let answerFeedback = (): void => {};
    const arrived = start(
      () =>
        new Promise((resolve) => {
          const isFeedback = arrived.length > 0;
          answerFeedback = () => resolve({ statusCode: 200 });
          if (!isFeedback) {
            resolve({ statusCode: 500 });
          }
        }),
    );
    captureException(new Error('x'));
    const sent = sendFeedback({ message: 'Hello' });
    await vi.advanceTimersByTimeAsync(0);
    answerFeedback();
    expect(await sent).toBe(arrived[0]?.event_id);
  });

  it.each([{ message: '' }, { message: ' \n' }, {}, undefined])('rejects without a message: %j', async (params) => {
    const arrived = start(status(200));
    await expect(sendFeedback(params as never)).rejects.toThrow(/no message/);
    expect(arrived).toEqual([]);
  });

  it('rejects without a client that sends', async () => {
    startPage({ dsn: undefined });
    await expect(sendFeedback({ message: 'Hello' })).rejects.toThrow(/no client/);
  });
});
