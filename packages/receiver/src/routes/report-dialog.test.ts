import { join } from 'node:path';
import { build } from 'esbuild';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { errorEvent, newId } from '../../test-support/envelopes.ts';
import { newFolder, startTestReceiver, type TestReceiver } from '../../test-support/test-receiver.ts';
import type { FeedbackList } from '../api.ts';
import { reportDialogRoute } from './report-dialog.ts';

const PATH = '/api/embed/error-page/';
const KEY = 'a'.repeat(32);
const DSN = `http://${KEY}@127.0.0.1:8977/1`;

async function scriptApp() {
  const folder = await newFolder();
  await build({
    entryPoints: { 'report-dialog.global': join(import.meta.dirname, '../embed/report-dialog.ts') },
    ...{ outdir: folder, bundle: true, format: 'iife' },
  });
  return new Hono().get(PATH, reportDialogRoute(KEY, folder));
}

const query = (dsn: string, eventId: string): string => `?${new URLSearchParams({ dsn, eventId })}`;

describe('the script of the dialog', () => {
  it('is for pages of any origin, and says nothing of what was asked', async () => {
    const app = await scriptApp();
    const hostile = `${query(DSN, newId())}&title=${encodeURIComponent('"</script><script>alert(1)')}`;
    const response = await app.request(PATH + hostile);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const text = await response.text();
    expect(text).toContain('showModal');
    expect(text).not.toContain('alert(1)');
  });

  it.each([
    ['another key', query(DSN.replace(KEY, 'b'.repeat(32)), newId()), 403],
    ['no dsn', '', 403],
    ['no event', query(DSN, ''), 400],
    ['what is no event id', query(DSN, 'x'), 400],
  ])('is not given for %s', async (_what, search, status) => {
    expect((await (await scriptApp()).request(PATH + search)).status).toBe(status);
  });
});

describe('what is written in the dialog', () => {
  const post = (receiver: TestReceiver, eventId: string, form: Record<string, string>): Promise<Response> =>
    fetch(receiver.url + PATH + query(receiver.dsn, eventId), {
      method: 'POST',
      headers: { origin: 'https://shop.example' },
      body: new URLSearchParams(form),
    });

  it('is feedback on the event', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    await receiver.postEvent(event);
    const response = await post(receiver, event.event_id ?? '', {
      name: ' Ann ',
      email: 'ann@shop.example',
      comments: 'It broke <b>twice</b>',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await receiver.issue('1')).feedback).toMatchObject([
      { message: 'It broke <b>twice</b>', name: 'Ann', email: 'ann@shop.example', source: 'report_dialog' },
    ]);
  });

  it('is refused without a text, of another receiver, or too long', async () => {
    const receiver = await startTestReceiver();
    expect((await post(receiver, newId(), { name: 'Ann', comments: '  ' })).status).toBe(400);
    const other = await fetch(receiver.url + PATH + query(DSN, newId()), { method: 'POST', body: 'comments=x' });
    expect(other.status).toBe(403);
    expect((await post(receiver, newId(), { comments: 'x'.repeat(65_000) })).status).toBe(200);
    expect((await post(receiver, newId(), { comments: 'x'.repeat(66_000) })).status).toBe(413);
    const { feedback } = await receiver.get<FeedbackList>('/api/0/feedback');
    expect(feedback.map(({ message }) => message.length)).toEqual([4096]);
  });
});
