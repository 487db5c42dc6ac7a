/**
 * One contestant in a process of its own: puts every secret of the corpus into every place where a host's text gets in,
 * and prints by place which of them could be read in what was sent. Started by `privacy.mjs`.
 */
import { readFileSync } from 'node:fs';

const corpus = JSON.parse(
  readFileSync(new URL('../../packages/core/test-support/secrets.json', import.meta.url), 'utf8'),
);
const sdk = await import(process.argv[2]);

let sent = [];
sdk.init({
  dsn: 'http://abcdefabcdefabcdefabcdefabcdefab@127.0.0.1:9/1',
  // All defaults but what keeps a capture from being sent at all.
  tracesSampleRate: 1,
  enableLogs: true,
  floodControl: false,
  transport: () => ({
    send: async (envelope) => {
      sent.push(JSON.stringify(envelope));
      return { statusCode: 200 };
    },
    flush: async () => true,
  }),
});

const { captureEvent, captureException, captureMessage, startSpan } = sdk;
const message = 'm';
const encode = encodeURIComponent;
const places = {
  message: (text) => captureMessage(text),
  'exception value': (text) => captureException(new Error(text)),
  breadcrumb: (text) => {
    sdk.addBreadcrumb({ category: 'cart', message: text, data: { note: text } });
    captureMessage(message);
  },
  tag: (text) => {
    sdk.setTag('note', text);
    captureMessage(message);
  },
  extra: (text) => {
    sdk.setExtra('note', text);
    captureMessage(message);
  },
  context: (text) => {
    sdk.setContext('cart', { note: text });
    captureMessage(message);
  },
  user: (text) => {
    sdk.setUser({ id: '7', note: text });
    captureMessage(message);
  },
  'request URL': (text) => captureEvent({ message, request: { url: `https://shop.example/a?note=${encode(text)}` } }),
  'request header': (text) => captureEvent({ message, request: { headers: { 'X-Note': text } } }),
  'request query': (text) => captureEvent({ message, request: { query_string: `page=2&note=${encode(text)}` } }),
  'request body': (text) => captureEvent({ message, request: { data: text } }),
  'span name': (text) => startSpan({ name: 'root' }, () => startSpan({ name: text }, () => {})),
  'name of a root span': (text) => startSpan({ name: text }, () => {}),
  'span attribute': (text) => startSpan({ name: 'root', attributes: { note: text } }, () => {}),
  log: (text) => sdk.logger.info(text),
  'log attribute': (text) => sdk.logger.info('paid', { note: text }),
  'frame variable': (text) =>
    captureEvent({ exception: { values: [{ type: 'E', stacktrace: { frames: [{ vars: { note: text } }] } }] } }),
  'attachment name': (text) =>
    captureEvent({ message }, { attachments: [{ filename: text, data: 'content of the file' }] }),
  'cause of an error': (text) => captureException(new Error('outer', { cause: new Error(text) })),
  'error of several': (text) => captureException(new AggregateError([new Error(text)], 'all')),
  'exception type': (text) => captureEvent({ exception: { values: [{ type: text, value: 'v' }] } }),
  'something thrown that is no error': (text) => captureException({ note: text }),
  'parameter of a message': (text) => captureEvent({ logentry: { message: 'order %s', params: [text] } }),
  'source line of a frame': (text) =>
    captureEvent({ exception: { values: [{ type: 'E', stacktrace: { frames: [{ context_line: text }] } }] } }),
  'name of a transaction': (text) => captureEvent({ message, transaction: text }),
  fingerprint: (text) => captureEvent({ message, fingerprint: ['order', text] }),
  'nested extra': (text) => {
    sdk.setExtras({ cart: { note: text } });
    captureMessage(message);
  },
  'breadcrumb URL': (text) => {
    sdk.addBreadcrumb({
      category: 'fetch',
      type: 'http',
      data: { url: `https://shop.example/a?note=${encode(text)}` },
    });
    captureMessage(message);
  },
  'span URL': (text) =>
    startSpan({ name: 'root', attributes: { 'url.full': `https://shop.example/a?note=${encode(text)}` } }, () => {}),
  'value of a metric': (text) => sdk.metrics.count('paid', 1, { attributes: { note: text } }),
};

const left = {};
for (const [place, enter] of Object.entries(places)) {
  left[place] = [];
  for (const { kind, before, secret, after } of corpus.secrets) {
    sent = [];
    sdk.withIsolationScope(() => enter(before + secret.join('') + after));
    await sdk.flush(2000);
    if (sent.length === 0) {
      throw new Error(`nothing was sent of ${kind} in ${place}`);
    }
    if (isReadable(secret.join(''), sent.join('\n'))) {
      left[place].push(kind);
    }
  }
}
console.log(JSON.stringify({ left, secrets: corpus.secrets.length }));
process.exit(0);

function isReadable(secret, text) {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [escaped, JSON.stringify(escaped).slice(1, -1), encode(secret)].some((form) => text.includes(form));
}
