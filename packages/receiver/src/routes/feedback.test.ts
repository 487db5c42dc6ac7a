import { type EnvelopeItem, serializeEnvelope } from '@vedette/core/wire';
import { describe, expect, it } from 'vitest';
import { envelopeOf, errorEvent, feedbackEvent, newId } from '../../test-support/envelopes.ts';
import { startTestReceiver, type TestReceiver } from '../../test-support/test-receiver.ts';
import type { FeedbackList } from '../api.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 10, 0, 10, 13]);

const listOf = async (receiver: TestReceiver): Promise<FeedbackList['feedback']> =>
  (await receiver.get<FeedbackList>('/api/0/feedback')).feedback;

function attachment(filename: string, data: Uint8Array, contentType?: string): EnvelopeItem {
  return [{ type: 'attachment', length: data.length, filename, content_type: contentType }, data];
}

/** Posts items that belong to one event; some are no JSON. */
function postWith(receiver: TestReceiver, eventId: string | undefined, ...items: EnvelopeItem[]): Promise<Response> {
  const bytes = serializeEnvelope([{ event_id: eventId }, items]);
  return receiver.post(typeof bytes === 'string' ? bytes : new Uint8Array(bytes));
}

describe('feedback', () => {
  it('is listed newest first, with the issue of the event it speaks of', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    await receiver.postEvent(event);
    const about = feedbackEvent(
      {
        message: 'It broke',
        name: 'Ann',
        contact_email: 'ann@shop.example',
        url: 'https://shop.example/cart',
        source: 'widget',
        associated_event_id: event.event_id,
      },
      { release: 'shop@1', environment: 'test' },
    );
    expect((await receiver.post(envelopeOf({}, ['feedback', feedbackEvent({ message: 'Nice' })]))).status).toBe(200);
    const response = await receiver.post(envelopeOf({ event_id: about.event_id }, ['feedback', about]));
    expect(await response.json()).toEqual({ id: about.event_id });

    const feedback = await listOf(receiver);
    expect(feedback.map(({ message }) => message).sort()).toEqual(['It broke', 'Nice']);
    expect(feedback.find(({ message }) => message === 'It broke')).toEqual({
      id: about.event_id,
      projectId: '1',
      ...{ eventId: event.event_id, issueId: '1', issueTitle: 'TypeError: x is undefined' },
      receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      ...{ message: 'It broke', name: 'Ann', email: 'ann@shop.example', url: 'https://shop.example/cart' },
      ...{ source: 'widget', release: 'shop@1', environment: 'test' },
      attachments: [],
    });
    expect((await receiver.issue('1')).feedback.map(({ message }) => message)).toEqual(['It broke']);
  });

  it('is stored once though it comes twice, and is no issue', async () => {
    const receiver = await startTestReceiver();
    const body = envelopeOf({}, ['feedback', feedbackEvent({ message: 'Hello' })]);
    expect([(await receiver.post(body)).status, (await receiver.post(body)).status]).toEqual([200, 200]);
    expect(await listOf(receiver)).toHaveLength(1);
    expect((await receiver.issues()).issues).toEqual([]);
  });

  it('in its older form belongs to its event, whichever comes first', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const report = { event_id: event.event_id, name: '', email: 'ann@shop.example', comments: 'It broke' };
    const body = envelopeOf({ event_id: event.event_id }, ['user_report', report]);
    await receiver.post(body);
    await receiver.post(body);
    expect(await listOf(receiver)).toMatchObject([{ message: 'It broke', name: null, issueId: null }]);
    await receiver.postEvent(event);
    expect(await listOf(receiver)).toMatchObject([{ issueId: '1', source: 'user_report', eventId: event.event_id }]);
  });

  it('comes page by page', async () => {
    const receiver = await startTestReceiver();
    const items = Array.from({ length: 55 }, (_, index): [string, object] => [
      'feedback',
      feedbackEvent({ message: `number ${index}` }),
    ]);
    expect((await receiver.post(envelopeOf({}, ...items))).status).toBe(200);
    const first = await receiver.get<FeedbackList>('/api/0/feedback');
    const second = await receiver.get<FeedbackList>(`/api/0/feedback?cursor=${first.nextCursor}`);
    expect([first.feedback.length, second.feedback.length, second.nextCursor]).toEqual([50, 5, null]);
    const messages = [...first.feedback, ...second.feedback].map(({ message }) => message);
    expect(new Set(messages).size).toBe(55);
    expect((await fetch(`${receiver.url}/api/0/feedback?cursor=x`)).status).toBe(400);
  });

  it.each([
    ['feedback', { ...feedbackEvent({ message: ' ' }) }, 'contexts.feedback.message is missing'],
    ['feedback', { event_id: newId() }, 'contexts is missing'],
    ['user_report', { event_id: 'x', comments: 'y' }, 'event_id is not a UUID of 32 hex digits'],
    ['user_report', { event_id: newId(), comments: '' }, 'comments is empty'],
  ])('of the type %s without what it needs is refused', async (type, payload, cause) => {
    const receiver = await startTestReceiver();
    const response = await receiver.post(envelopeOf({}, [type, payload]));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ causes: expect.arrayContaining([`item 1 (${type}): ${cause}`]) });
  });
});

describe('attachments', () => {
  it('stand beside their event and come back byte by byte', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const state = new TextEncoder().encode('{"a":\n1}');
    const items = [attachment('shot.png', PNG, 'image/png'), attachment('state.json', state, 'application/json')];
    const response = await postWith(receiver, event.event_id, [{ type: 'event' }, event], ...items);
    expect(response.status).toBe(200);
    const { attachments } = await receiver.event(event.event_id);
    expect(attachments).toMatchObject([
      { filename: 'shot.png', contentType: 'image/png', size: PNG.length, isImage: true },
      { filename: 'state.json', size: state.length, isImage: false },
    ]);
    const shot = await fetch(`${receiver.url}/api/0/attachments/${attachments[0]?.id}`);
    expect(shot.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await shot.arrayBuffer())).toEqual(PNG);
  });

  it('stand beside feedback', async () => {
    const receiver = await startTestReceiver();
    const feedback = feedbackEvent({ message: 'Look' });
    const shot = attachment('screenshot.png', PNG, 'image/png');
    await postWith(receiver, feedback.event_id, [{ type: 'feedback' }, feedback], shot);
    expect((await listOf(receiver))[0]?.attachments).toMatchObject([{ filename: 'screenshot.png' }]);
  });

  it('of other types than plain images are only saved, never shown or run', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const html = new TextEncoder().encode('<script>alert(1)</script>');
    for (const type of ['text/html', 'image/svg+xml', 'text/javascript']) {
      await postWith(receiver, event.event_id, attachment(`a "b"\n\ud800.${type.slice(-3)}`, html, type));
    }
    await receiver.postEvent(event);
    for (const { id } of (await receiver.event(event.event_id)).attachments) {
      const { headers } = await fetch(`${receiver.url}/api/0/attachments/${id}`);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.]+$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('are stored once though they come twice, and at most twenty of an event', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    await receiver.postEvent(event);
    for (const index of [0, 0, ...Array(30).keys()]) {
      await postWith(receiver, event.event_id, attachment(`${index}.txt`, new Uint8Array([index])));
    }
    expect((await receiver.event(event.event_id)).attachments).toHaveLength(20);
  });

  it('without an event or a name, or too large, are refused', async () => {
    const receiver = await startTestReceiver();
    const statuses = [
      await postWith(receiver, undefined, attachment('a.txt', PNG)),
      await postWith(receiver, newId(), attachment('', PNG)),
      await postWith(receiver, newId(), attachment('a.txt', new Uint8Array(5 * 1024 * 1024 + 1))),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 400]);
  });

  it.each(['1', 'x', '99999999999999999'])('answers 404 for %s', async (id) => {
    const receiver = await startTestReceiver();
    expect((await fetch(`${receiver.url}/api/0/attachments/${id}`)).status).toBe(404);
  });
});
