import { expect, test } from 'vitest';
import { isReadable, SECRETS } from '../../test-support/secrets.ts';
import { setupCore } from '../../test-support/setup-core.ts';
import { addBreadcrumb } from '../capture/breadcrumb.ts';
import { captureEvent, captureException, captureMessage } from '../capture/capture.ts';
import { setContext, setExtra, setTag, setUser } from '../capture/context.ts';
import { logger } from '../logs/logger.ts';
import { metrics } from '../metrics/metrics.ts';
import { startSpan } from '../trace/start-span.ts';

/** Each way a host's text gets into what is sent. */
const ENTRY_POINTS: Record<string, (text: string) => void> = {
  message: (text) => captureMessage(text),
  'exception value': (text) => captureException(new Error(text)),
  'exception type': (text) => captureException(Object.assign(new Error('failed'), { name: text })),
  'cause of an exception': (text) => captureException(new Error('failed', { cause: new Error(text) })),
  'thrown text': (text) => captureException(text),
  'thrown object': (text) => captureException({ status: 402, note: text }),
  'breadcrumb message': (text) => {
    addBreadcrumb({ category: 'cart', message: text });
    captureMessage('m');
  },
  'breadcrumb data': (text) => {
    addBreadcrumb({ category: 'cart', data: { note: text, list: [{ note: text }] } });
    captureMessage('m');
  },
  tag: (text) => {
    setTag('note', text);
    captureMessage('m');
  },
  'tag name': (text) => {
    setTag(text, 'yes');
    captureMessage('m');
  },
  extra: (text) => {
    setExtra('note', { deep: [text] });
    captureMessage('m');
  },
  'extra name': (text) => {
    setExtra('notes', { [text]: true });
    captureMessage('m');
  },
  context: (text) => {
    setContext('cart', { note: text });
    captureMessage('m');
  },
  user: (text) => {
    setUser({ id: '7', note: text });
    captureMessage('m');
  },
  fingerprint: (text) => captureEvent({ message: 'm', fingerprint: [text] }),
  'transaction of an error': (text) => captureEvent({ message: 'm', transaction: text }),
  'message with parameters': (text) => captureEvent({ logentry: { message: 'a %s', params: [text] } }),
  'request URL': (text) =>
    captureEvent({ message: 'm', request: { url: `https://shop.example/a?note=${encodeURIComponent(text)}` } }),
  'request header': (text) => captureEvent({ message: 'm', request: { headers: { 'X-Note': text } } }),
  'request cookie': (text) => captureEvent({ message: 'm', request: { cookies: { note: text } } }),
  query: (text) => captureEvent({ message: 'm', request: { query_string: `page=2&note=${encodeURIComponent(text)}` } }),
  'query as an object': (text) => captureEvent({ message: 'm', request: { query_string: { note: text } } }),
  'request body': (text) => captureEvent({ message: 'm', request: { data: { note: text } } }),
  'request body as text': (text) => captureEvent({ message: 'm', request: { data: text } }),
  'span name': (text) => startSpan({ name: 'root' }, () => startSpan({ name: text }, () => {})),
  'name of a root span': (text) => startSpan({ name: text }, () => {}),
  'span attribute': (text) => startSpan({ name: 'root', attributes: { note: text, notes: [text] } }, () => {}),
  'attribute of an inner span': (text) =>
    startSpan({ name: 'root' }, () => startSpan({ name: 'inner', attributes: { note: text } }, () => {})),
  'error in a span with a name': (text) => startSpan({ name: text }, () => captureMessage('m')),
  log: (text) => logger.info(text),
  'log attribute': (text) => logger.info('paid', { note: text, notes: [text], deep: { note: text } }),
  'log with parameters': (text) => logger.info(logger.fmt`paid by ${text}`),
  'metric attribute': (text) => metrics.count('paid', 1, { attributes: { note: text } }),
  'frame variable': (text) =>
    captureEvent({ exception: { values: [{ type: 'E', stacktrace: { frames: [{ vars: { note: text } }] } }] } }),
  'source line': (text) =>
    captureEvent({ exception: { values: [{ type: 'E', stacktrace: { frames: [{ context_line: text }] } }] } }),
  'attachment name': (text) =>
    captureEvent({ message: 'm' }, { attachments: [{ filename: text, data: 'content of the file' }] }),
};

test.each(Object.entries(ENTRY_POINTS))('no secret leaves by %s', async (_, enter) => {
  const left: string[] = [];
  for (const { kind, secret, text } of SECRETS) {
    const { client, platform } = setupCore({ tracesSampleRate: 1 });
    enter(text);
    await client.flush();
    const bodies = platform.sent.map(({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body)));
    expect(bodies.length, `nothing was sent of ${kind}`).toBeGreaterThan(0);
    if (isReadable(secret, bodies.join('\n'))) {
      left.push(kind);
    }
  }
  expect(left).toEqual([]);
});
