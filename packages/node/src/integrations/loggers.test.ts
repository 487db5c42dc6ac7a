import { Writable } from 'node:stream';
import { type Backend, startBackend } from '@vedette/testkit';
import { createConsola } from 'consola';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import winston from 'winston';
import { type Client, flush, init, startSpan } from '../index.ts';
import { createConsolaReporter } from './consola.ts';
import { type PinoOptions, pinoIntegration } from './pino.ts';
import { createSentryWinstonTransport } from './winston.ts';

interface SentLog {
  level: string;
  body: string;
  trace_id: string;
  span_id?: string;
  attributes: Record<string, { value: unknown }>;
}

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
});
afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

const start = (options?: PinoOptions): void => {
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, integrations: options ? [pinoIntegration(options)] : [] });
};
async function logs(): Promise<Array<[level: string, body: string, attributes: Record<string, unknown>]>> {
  await flush(2000);
  return backend
    .items<{ items: SentLog[] }>('log')
    .flatMap(({ items }) => items)
    .map(({ level, body, attributes }) => [
      level,
      body,
      Object.fromEntries(
        Object.entries(attributes)
          .map(([key, { value }]) => [key, value] as const)
          .filter(([key]) => !/^(sentry\.(?!origin|message)|server\.)/.test(key)),
      ),
    ]);
}

// Its types know this class by the name of its instances only.
const { Transport: Base } = winston as unknown as { Transport: new (options?: object) => winston.transport };

/** Takes what a logger writes, so that it is not on the test's own output. */
const written: string[] = [];
const sink = (): Writable =>
  new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });

describe('pino', () => {
  test('sends each level with its fields, and writes as before', async () => {
    start({});
    const log = pino({ level: 'trace', name: 'shop' }, sink());
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
      log[level]({ order: 7 }, `to %s`, level);
    }
    const sent = await logs();
    expect(sent.map(([level, body]) => [level, body])).toEqual(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, `to ${level}`]),
    );
    expect(sent[2]?.[2]).toEqual({
      order: 7,
      'pino.logger.level': 30,
      'pino.logger.name': 'shop',
      'sentry.origin': 'auto.log.pino',
    });
    expect(JSON.parse(written.splice(0)[0] ?? '')).toMatchObject({ msg: 'to trace', order: 7 });
  });

  test('keeps to what pino redacts and to what children add', async () => {
    start({});
    const log = pino({ redact: ['card'] }, sink()).child({ module: 'cart' });
    log.info({ card: 'visible nowhere' }, 'paid');
    const [[, , attributes] = []] = await logs();
    expect(attributes).toMatchObject({ module: 'cart', card: '[Redacted]' });
  });

  test('belongs to the span it is written in', async () => {
    start({});
    const span = startSpan({ name: 'work' }, (active) => {
      pino({}, sink()).info('inside');
      return active.spanContext();
    });
    await flush(2000);
    const [
      {
        items: [item],
      } = { items: [] },
    ] = backend.items<{ items: SentLog[] }>('log');
    expect(item).toMatchObject({ trace_id: span.traceId, span_id: span.spanId });
  });

  test('sends only the levels that are asked for', async () => {
    start({ log: { levels: ['warn'] } });
    const log = pino({ level: 'trace' }, sink());
    log.info('no');
    log.warn('yes');
    expect((await logs()).map(([, body]) => body)).toEqual(['yes']);
  });

  test('makes events of the levels that are asked for', async () => {
    start({ log: { levels: [] }, error: { levels: ['warn', 'error'], handled: false } });
    const log = pino({}, sink());
    log.error(new Error('first'), 'with it');
    log.error({ err: new TypeError('second') });
    log.warn('only text');
    expect(await logs()).toEqual([]);
    const mechanism = { type: 'auto.log.pino', handled: false };
    expect(backend.events()).toMatchObject([
      { level: 'error', exception: { values: [{ value: 'first', mechanism }] } },
      { level: 'error', exception: { values: [{ type: 'TypeError', value: 'second', mechanism }] } },
      { level: 'warning', message: 'only text' },
    ]);
  });

  test('hears only tracked loggers and their children when told so', async () => {
    start({ autoInstrument: false });
    const [heard, unheard] = [pino({}, sink()), pino({}, sink())];
    pinoIntegration.trackLogger(heard);
    heard.info('a');
    const child = heard.child({ of: 'heard' });
    child.info('b');
    unheard.info('c');
    pinoIntegration.untrackLogger(child);
    child.info('d');
    heard.info('e');
    expect((await logs()).map(([, body]) => body)).toEqual(['a', 'b', 'e']);
  });

  test('a level of the host’s own counts as the known one below it', async () => {
    start({});
    pino({ customLevels: { audit: 35 } }, sink()).audit('kept');
    expect((await logs())[0]?.slice(0, 2)).toEqual(['info', 'kept']);
  });

  test('is not heard any more after close', async () => {
    start({});
    await client?.close(1000);
    pino({}, sink()).info('late');
    expect(await logs()).toEqual([]);
  });
});

describe('winston', () => {
  const create = (options?: Parameters<typeof createSentryWinstonTransport>[1], more: winston.LoggerOptions = {}) => {
    const Transport = createSentryWinstonTransport(Base, options);
    return winston.createLogger({ level: 'silly', ...more, transports: [new Transport()] });
  };

  test('sends each level with its metadata', async () => {
    start();
    const log = create();
    for (const level of ['silly', 'debug', 'verbose', 'http', 'info', 'warn', 'error']) {
      log.log(level, `to ${level}`, { order: 7 });
    }
    const sent = await logs();
    expect(sent.map(([level]) => level)).toEqual(['trace', 'debug', 'debug', 'debug', 'info', 'warn', 'error']);
    expect(sent[0]).toEqual(['trace', 'to silly', { order: 7, 'sentry.origin': 'auto.log.winston' }]);
  });

  test('knows the level also where a format has coloured it, and leaves its time out', async () => {
    start();
    const { combine, colorize, timestamp } = winston.format;
    create({}, { format: combine(timestamp(), colorize()) }).warn('careful');
    expect(await logs()).toEqual([['warn', 'careful', { 'sentry.origin': 'auto.log.winston' }]]);
  });

  test('sends only the levels that are asked for, own levels as they are mapped', async () => {
    start();
    const log = create(
      { levels: ['fatal', 'info'], customLevelMap: { doom: 'fatal' } },
      { levels: { doom: 0, error: 1, odd: 2 }, level: 'odd' },
    );
    log.log('doom', 'a');
    log.log('error', 'b');
    log.log('odd', 'c');
    expect((await logs()).map(([level, body]) => [level, body])).toEqual([
      ['fatal', 'a'],
      ['info', 'c'],
    ]);
  });
});

describe('consola', () => {
  const create = (options?: Parameters<typeof createConsolaReporter>[0]) =>
    createConsola({ level: 5, reporters: [createConsolaReporter(options)] });

  test('sends each type as its level', async () => {
    start();
    const log = create();
    for (const type of [
      'trace',
      'debug',
      'log',
      'info',
      'success',
      'start',
      'warn',
      'fail',
      'error',
      'fatal',
    ] as const) {
      log[type](`to ${type}`);
    }
    const sent = await logs();
    expect(sent.map(([level]) => level)).toEqual([
      'trace',
      'debug',
      'info',
      'info',
      'info',
      'info',
      'warn',
      'error',
      'error',
      'fatal',
    ]);
    expect(sent[4]).toMatchObject([
      'info',
      'to success',
      { 'consola.type': 'success', 'sentry.origin': 'auto.log.consola' },
    ]);
  });

  test('makes attributes of the first object, parameters of the others, and text of the rest', async () => {
    start();
    create().withTag('cart').info('Paid', 3, [1, 'x'], new TypeError('oh'), { user: 7 }, { order: 9 });
    const [[, body, attributes] = []] = await logs();
    expect(body).toBe('Paid 3 [1,"x"] TypeError: oh');
    expect(attributes).toMatchObject({
      user: 7,
      'sentry.message.parameter.0': expect.stringContaining('9'),
      'consola.tag': 'cart',
    });
  });

  test('sends only the levels that are asked for, and only for its client', async () => {
    start();
    const log = create({ levels: ['error'] });
    log.info('no');
    log.error('yes');
    create({ client: {} as Client }).error('nobody’s');
    expect((await logs()).map(([, body]) => body)).toEqual(['yes']);
  });

  test('what cannot be read does not stop the host', async () => {
    start();
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('of the host');
        },
      },
    );
    expect(() => create().info('a', hostile)).not.toThrow();
  });
});
