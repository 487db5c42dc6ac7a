import { expect, test } from 'vitest';
import { createTestPlatform, readEnvelope } from '../../test-support/setup-core.ts';
import type { EnvelopeItem } from '../types/envelope.ts';
import type { Event } from '../types/event.ts';
import { shrink } from './shrink.ts';
import { createTransport } from './transport.ts';

const id = 'a'.repeat(32);
const trace = { trace_id: id, span_id: 'b'.repeat(16) };
const frames = Array.from({ length: 30 }, (_, n) => ({ function: `f${n}`, lineno: n + 1, vars: { n } }));
const event: Event = {
  event_id: id,
  timestamp: 1,
  platform: 'node',
  breadcrumbs: [{ message: 'a crumb', timestamp: 1 }],
  contexts: { trace, device: { memory: 1 } },
  exception: { values: [{ type: 'Error', value: 'too large', stacktrace: { frames } }] },
  extra: { frames: 'no list', kept: true },
};
const attachment: EnvelopeItem = [{ type: 'attachment', filename: 'a.txt' }, 'text'];

/** What a backend gets that finds too large whatever has one of these texts in it, and what was counted. */
async function sendTo(tooLarge: RegExp, ...items: EnvelopeItem[]) {
  const platform = createTestPlatform();
  const dropped: string[] = [];
  platform.answer(({ body }) => ({
    statusCode: tooLarge.test(typeof body === 'string' ? body : new TextDecoder().decode(body)) ? 413 : 200,
    headers: {},
  }));
  const recordDroppedEvent = (reason: string, category: string, count?: number): number =>
    dropped.push(`${reason} ${category} ${count}`);
  const transport = createTransport(
    { now: platform.now, delay: platform.delay, recordDroppedEvent, shrink },
    ({ body }) => platform.send({ url: 'https://host/', body }),
  );
  const { statusCode } = await transport.send([{ event_id: id, sent_at: '2020-01-01T00:00:00.000Z' }, items]);
  return { statusCode, dropped, bodies: platform.sent.map(({ body }) => readEnvelope(body)) };
}

test('an event that is too large goes again without breadcrumbs, variables, contexts and old frames', async () => {
  const { statusCode, dropped, bodies } = await sendTo(/a crumb/, [{ type: 'event' }, event]);
  expect(statusCode).toBe(200);
  expect(dropped).toEqual([]);
  expect(bodies).toHaveLength(2);
  expect(bodies[1]?.items).toEqual([
    {
      headers: { type: 'event' },
      payload: {
        event_id: id,
        timestamp: 1,
        platform: 'node',
        contexts: { trace },
        exception: {
          values: [
            {
              type: 'Error',
              value: 'too large',
              stacktrace: { frames: frames.slice(10).map(({ vars: _, ...frame }) => frame) },
            },
          ],
        },
        extra: { frames: 'no list', kept: true },
      },
    },
  ]);
});

test('attachments go first, and are counted', async () => {
  const { bodies, dropped } = await sendTo(/attachment/, [{ type: 'event' }, event], attachment);
  expect(bodies.map(({ items }) => items.map(({ headers }) => headers.type))).toEqual([
    ['event', 'attachment'],
    ['event'],
  ]);
  expect(bodies[1]?.items[0]?.payload).toEqual(JSON.parse(JSON.stringify(event)));
  expect(dropped).toEqual(['send_error attachment 1']);
});

test('what is too large all the same is dropped and counted, and not tried for ever', async () => {
  const { bodies, dropped } = await sendTo(/./, [{ type: 'event' }, event], attachment);
  expect(bodies).toHaveLength(3);
  expect(dropped).toEqual(['send_error attachment 1', 'send_error error 1']);
});

test('attachments alone are dropped without another request', async () => {
  const { bodies, dropped } = await sendTo(/./, attachment);
  expect(bodies).toHaveLength(1);
  expect(dropped).toEqual(['send_error attachment 1']);
});

test('what has nothing to spare is left as it is, also where its keys are named alike', async () => {
  const feedback = { ...event, type: 'feedback', contexts: { feedback: { message: 'hi' } } } as const;
  const items: EnvelopeItem[] = [
    [{ type: 'feedback' }, feedback],
    [{ type: 'event' }, { event_id: id, contexts: { trace } }],
  ];
  expect(shrink(items, () => {})).toBeUndefined();
});

test('the event of the host is not changed', async () => {
  const before = JSON.stringify(event);
  shrink([[{ type: 'event' }, event]], () => {});
  expect(JSON.stringify(event)).toBe(before);
});
