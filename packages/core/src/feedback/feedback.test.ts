import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { captureException, flush, lastEventId } from '../capture/capture.ts';
import { setTag, setUser } from '../capture/context.ts';
import { getCurrentScope, withScope } from '../scope/current.ts';
import type { FeedbackEvent } from '../types/feedback.ts';
import { captureFeedback } from './feedback.ts';

const ID = /^[0-9a-f]{32}$/;

function sentBy(core: Core): FeedbackEvent[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === 'feedback')
    .map(({ payload }) => payload as FeedbackEvent);
}

describe('feedback', () => {
  test('says what was written, by whom, where, and about which event', () => {
    const core = setupCore({ release: 'shop@1.4.2' });
    const associatedEventId = captureException(new Error('x'));
    const id = captureFeedback({
      message: '  The cart is empty.\n',
      name: 'Ann',
      email: 'ann@shop.example',
      url: 'https://shop.example/cart',
      source: 'widget',
      associatedEventId,
      tags: { page: 'cart' },
    });
    expect(id).toMatch(ID);
    expect(sentBy(core)).toMatchObject([
      {
        type: 'feedback',
        level: 'info',
        event_id: id,
        release: 'shop@1.4.2',
        tags: { page: 'cart' },
        contexts: {
          feedback: {
            message: 'The cart is empty.',
            name: 'Ann',
            contact_email: 'ann@shop.example',
            url: 'https://shop.example/cart',
            source: 'widget',
            associated_event_id: associatedEventId,
          },
        },
      },
    ]);
    expect(core.envelopes().at(-1)?.headers.event_id).toBe(id);
  });

  test('needs a message only', () => {
    const core = setupCore();
    captureFeedback({ message: 'Hello' });
    expect(sentBy(core)[0]?.contexts.feedback).toEqual({ message: 'Hello', source: 'api' });
  });

  test('is cut to what the backend takes', () => {
    const core = setupCore();
    captureFeedback({ message: 'x'.repeat(5000) });
    captureFeedback({ message: 'x'.repeat(4096) });
    const [cut, whole] = sentBy(core).map(({ contexts }) => contexts.feedback.message);
    expect(cut).toHaveLength(4096);
    expect(cut?.endsWith('...')).toBe(true);
    expect(whole).toBe('x'.repeat(4096));
  });

  test('has what the scopes know, but not their level', () => {
    const core = setupCore();
    setUser({ id: '1' });
    setTag('plan', 'pro');
    withScope((scope) => {
      scope.setLevel('fatal');
      captureFeedback({ message: 'Hello' }, { captureContext: { tags: { page: 'cart' }, level: 'error' } });
    });
    expect(sentBy(core)).toMatchObject([{ level: 'info', user: { id: '1' }, tags: { plan: 'pro', page: 'cart' } }]);
    expect(getCurrentScope().getScopeData().level).toBeUndefined();
  });

  test('goes to the scope it is given', () => {
    const core = setupCore();
    captureFeedback({ message: 'Hello' }, {}, getCurrentScope().clone().setTag('page', 'cart'));
    expect(sentBy(core)[0]?.tags).toEqual({ page: 'cart' });
  });

  test('takes attachments along, those of the hint and those of the scope', () => {
    const core = setupCore();
    getCurrentScope().addAttachment({ data: 'log', filename: 'app.log' });
    const data = new Uint8Array([1, 2, 3]);
    captureFeedback({ message: 'Hello' }, { attachments: [{ data, filename: 'a.png', contentType: 'image/png' }] });
    expect(core.envelopes()[0]?.items.map(({ headers }) => headers)).toMatchObject([
      { type: 'feedback' },
      { type: 'attachment', filename: 'a.png', content_type: 'image/png', length: 3 },
      { type: 'attachment', filename: 'app.log', length: 3 },
    ]);
  });

  test('is not the last event, not sampled, and beforeSend is not asked', () => {
    const core = setupCore({ sampleRate: 0, beforeSend: () => null });
    captureFeedback({ message: 'Hello' });
    expect(sentBy(core)).toHaveLength(1);
    expect(lastEventId()).toBeUndefined();
  });

  test('is told to the hook, where a replay adds itself', () => {
    const core = setupCore();
    const heard: unknown[] = [];
    core.client.on('beforeSendFeedback', ({ contexts }, options) => {
      heard.push(options);
      contexts.feedback.replay_id = 'c'.repeat(32);
    });
    captureFeedback({ message: 'Hello' }, { includeReplay: true });
    captureFeedback({ message: 'Hello' });
    expect(heard).toEqual([{ includeReplay: true }, { includeReplay: undefined }]);
    expect(sentBy(core)[0]?.contexts.feedback.replay_id).toBe('c'.repeat(32));
  });
});

describe('what is not sent', () => {
  test.each(['', '  \n', undefined, null])('feedback without a message (%j): it is counted', async (message) => {
    const core = setupCore();
    expect(captureFeedback({ message } as never)).toMatch(ID);
    await flush();
    expect(sentBy(core)).toEqual([]);
    expect(core.reported()).toEqual({ 'invalid feedback': 1 });
  });

  test('what a processor drops: it is counted', async () => {
    const core = setupCore({ integrations: [{ name: 'Drop', processEvent: () => null }] });
    captureFeedback({ message: 'Hello' });
    await flush();
    expect(core.reported()).toEqual({ 'event_processor feedback': 1 });
  });

  test('what the backend limits: it is counted', async () => {
    const core = setupCore();
    core.platform.answer({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60:feedback:key' } });
    captureFeedback({ message: 'one' });
    await core.settle();
    captureFeedback({ message: 'two' });
    await core.settle();
    await flush();
    expect(sentBy(core)).toHaveLength(1);
    expect(core.reported()).toEqual({ 'ratelimit_backoff feedback': 1 });
  });

  test.each([{ dsn: undefined }, { enabled: false }])('anything without a client that sends (%j)', (options) => {
    const core = setupCore(options);
    expect(captureFeedback({ message: 'Hello' })).toMatch(ID);
    expect(captureFeedback({ message: '' })).toMatch(ID);
    expect(core.platform.sent).toEqual([]);
  });
});

test.each(Object.entries(HOSTILE))('given %s nothing is harmed', (_, make) => {
  setupCore({ transport: () => ({ send: async () => ({}), flush: async () => true }) });
  expect(captureFeedback(make() as never)).toMatch(ID);
  expect(captureFeedback({ message: make() } as never)).toMatch(ID);
  expect(captureFeedback({ message: 'Hello', tags: make(), email: make() } as never, make() as never)).toMatch(ID);
});
