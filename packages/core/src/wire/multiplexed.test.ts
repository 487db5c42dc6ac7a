import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import type { Transport } from '../types/client.ts';
import type { Envelope } from '../types/envelope.ts';
import type { Event } from '../types/event.ts';
import { type Matcher, MULTIPLEXED_TRANSPORT_EXTRA_KEY, makeMultiplexedTransport } from './multiplexed.ts';

const event = (more: Partial<Event> = {}): Envelope => [
  { event_id: 'e' },
  [[{ type: 'event' }, { message: 'm', ...more }]],
];
const A = 'https://a@host/1';
const B = 'https://b@host/2';

/** What was sent where. Each URL answers with a status of its own. */
function setup(matcher?: Matcher, tunnel?: string) {
  const sent: Array<{ url: string; envelope: Envelope }> = [];
  const flushed: string[] = [];
  const createTransport = ({ url }: { url: string; tunnel?: string }): Transport => ({
    send: async (envelope) => ({ statusCode: 200 + sent.push({ url, envelope }) }),
    flush: async () => flushed.push(url) > 0 && url !== 'never',
  });
  const make = makeMultiplexedTransport(createTransport, matcher);
  return { sent, flushed, make, transport: make({ url: 'default', tunnel }) };
}

describe('an envelope goes', () => {
  test('to the DSN of the options when nothing else is said, as it is', async () => {
    const { transport, sent } = setup(() => []);
    const envelope = event();
    expect(await transport.send(envelope)).toEqual({ statusCode: 201 });
    expect(sent).toEqual([{ url: 'default', envelope }]);
  });

  test('to each DSN that the matcher names, which is then in its headers', async () => {
    const { transport, sent } = setup(() => [A, { dsn: B }]);
    expect(await transport.send(event())).toEqual({ statusCode: 201 });
    expect(sent.map(({ url, envelope: [headers] }) => [url, headers.dsn])).toEqual([
      ['https://host/api/1/envelope/?sentry_version=7&sentry_key=a', A],
      ['https://host/api/2/envelope/?sentry_version=7&sentry_key=b', B],
    ]);
  });

  test('through the tunnel', async () => {
    const { transport, sent } = setup(() => [A], '/tunnel');
    await transport.send(event());
    expect(sent.map(({ url }) => url)).toEqual(['/tunnel']);
  });

  test('with the release of the route, and the event of the host stays as it is', async () => {
    const { transport, sent } = setup(() => [{ dsn: A, release: 'a@1' }, B]);
    const envelope = event({ release: 'shop@1' });
    await transport.send(envelope);
    const releaseOf = ([, [item]]: Envelope): unknown => (item?.[1] as Event | undefined)?.release;
    expect(sent.map((to) => releaseOf(to.envelope))).toEqual(['a@1', 'shop@1']);
    expect(releaseOf(envelope)).toBe('shop@1');
  });

  test('where its event says, without a matcher', async () => {
    const { transport, sent } = setup();
    await transport.send(event({ extra: { [MULTIPLEXED_TRANSPORT_EXTRA_KEY]: [{ dsn: A, release: 'r' }] } }));
    await transport.send(event({ extra: { [MULTIPLEXED_TRANSPORT_EXTRA_KEY]: 'no list' } }));
    await transport.send([{}, [[{ type: 'session' }, {}]]]);
    expect(sent.map(({ url }) => url.slice(-5))).toEqual(['key=a', 'fault', 'fault']);
  });

  test.each<[string, Matcher]>([
    [
      'throws',
      () => {
        throw new Error('of the host');
      },
    ],
    ['names no DSN', () => ['nonsense', { dsn: 'https://host/1' }]],
    ['returns nonsense', () => null as never],
  ])('to the DSN of the options when the matcher %s', async (_, matcher) => {
    const { transport, sent } = setup(matcher);
    await transport.send(event());
    expect(sent.map(({ url }) => url)).toEqual(['default']);
  });
});

test('the matcher is given the envelope and what it asks for of it', async () => {
  const seen: unknown[] = [];
  const { transport } = setup(({ envelope, getEvent }) => {
    seen.push(
      envelope[0].event_id,
      getEvent()?.message,
      getEvent(['transaction']),
      getEvent(['session', 'event'])?.message,
    );
    return [];
  });
  await transport.send(event());
  expect(seen).toEqual(['e', 'm', undefined, 'm']);
});

test('knows a bounded number of DSNs', async () => {
  let n = 0;
  const { transport, sent } = setup(() => [`https://k${n++}@host/1`]);
  for (let turn = 0; turn < 150; turn++) {
    await transport.send(event());
  }
  expect(sent.filter(({ url }) => url === 'default')).toHaveLength(50);
});

test('flush waits for all, and is true when all were', async () => {
  const { transport, flushed, make } = setup(() => [A]);
  await transport.send(event());
  expect(await transport.flush(10)).toBe(true);
  expect(flushed).toHaveLength(2);
  expect(await make({ url: 'never' }).flush(10)).toBe(false);
});

test('through a client goes where beforeSend says, by the metadata of a module', async () => {
  const dsn = 'https://0123456789abcdef0123456789abcdef@o7.ingest.example/team/7';
  const urls: string[] = [];
  const core = setupCore({
    transport: makeMultiplexedTransport(({ url }) => ({
      send: async () => ({ statusCode: urls.push(url) && 200 }),
      flush: async () => true,
    })),
    beforeSend(sent) {
      const route = sent.exception?.values?.[0]?.stacktrace?.frames?.[0]?.module_metadata;
      return { ...sent, extra: { ...sent.extra, [MULTIPLEXED_TRANSPORT_EXTRA_KEY]: [route] } };
    },
  });
  const frames = [{ filename: '/a.js', module_metadata: { dsn, release: 'a@1' } }];
  core.client.captureEvent({ exception: { values: [{ type: 'Error', stacktrace: { frames } }] } });
  await core.settle();
  expect(urls).toEqual([expect.stringMatching(/^https:\/\/o7\.ingest\.example\/team\/api\/7\//)]);
});
