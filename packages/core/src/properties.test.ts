import { cpuMilliseconds, validateEnvelope } from '@vedette/testkit';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { type Answer, answers, anything, type Hook, hook, scopeStep, text, thrown } from '../test-support/arbitrary.ts';
import { DSN, readEnvelope } from '../test-support/setup-core.ts';
import {
  type Client,
  type ClientOptions,
  captureEvent,
  captureException,
  captureMessage,
  createClient,
  type Event,
  getCurrentScope,
  linkedErrorsIntegration,
  type Scope,
  setAsyncContext,
  setCurrentClient,
  startSpan,
  withScope,
} from './index.ts';
import { createMemoryPlatform, type MemoryPlatform } from './testing/memory-platform.ts';

// What holds for any value, scope, hook and fault. Runs are the same each time; `VEDETTE_SEED=7` makes other ones.
const seed = Number(process.env.VEDETTE_SEED ?? 1);
const check = <T>(property: fc.IAsyncProperty<T>, numRuns: number): Promise<void> =>
  fc.assert(property, { seed, numRuns, interruptAfterTimeLimit: MAX_PROPERTY_MS });

/** Milliseconds after which no further example is tried: on slow machines, or while a failure is made smaller. */
const MAX_PROPERTY_MS = 5000;
vi.setConfig({ testTimeout: 6 * MAX_PROPERTY_MS });

/** Bytes of one event's JSON. Source: wire-protocol, "Size limits". */
const MAX_EVENT_BYTES = 1_048_576;
/** How often one capture may look at a hostile object (keys, their descriptors, values): some for every byte it may write. */
const MAX_READS = 2_000_000;
/** Milliseconds for one capture of the worst there is: generous, for slow machines. */
const MAX_CAPTURE_MS = 2000;

/** A client on a backend that answers as told, and an account of everything that was captured. */
interface Run {
  client: Client;
  platform: MemoryPlatform;
  /** Envelopes as bytes, in the order they were posted. */
  bodies: Array<string | Uint8Array>;
  /** The backend comes back, time passes, everything that can end ends. */
  recover(): Promise<void>;
  /** How many of a category the backend took, or refused because of a rate limit, which it counts itself. */
  arrived(category: 'error' | 'transaction'): number;
  /** How many were reported as dropped. */
  dropped(category: 'error' | 'transaction'): number;
  problems(): string[];
}

interface Reported {
  category: string;
  quantity: number;
}

function sumOf(category: string, reports: Reported[]): number {
  return reports.filter((entry) => entry.category === category).reduce((sum, { quantity }) => sum + quantity, 0);
}

function start(options: ClientOptions, given: Answer[] = ['ok']): Run {
  delete (globalThis as { __VEDETTE__?: unknown }).__VEDETTE__;
  const platform = createMemoryPlatform();
  setAsyncContext(platform.context);
  const bodies: Run['bodies'] = [];
  const taken: Run['bodies'] = [];
  const hanging: Array<() => void> = [];
  const reports: Reported[] = [];
  let requests = 0;
  let hasRecovered = false;
  const hear = (body: string | Uint8Array): void => {
    const told = readEnvelope(body).items.filter(({ headers }) => headers.type === 'client_report');
    reports.push(...told.flatMap(({ payload }) => (payload as { discarded_events: Reported[] }).discarded_events));
  };

  platform.answer(({ body }) => {
    bodies.push(body);
    const answer = hasRecovered ? 'ok' : (given[requests++ % given.length] ?? 'ok');
    if (answer === 'down') {
      throw new Error('connection refused');
    }
    if (answer === 'hangs') {
      return new Promise((resolve) => {
        hanging.push(() => {
          taken.push(body);
          hear(body);
          resolve({ statusCode: 200, headers: {} });
        });
      });
    }
    const response = answer === 'ok' ? { statusCode: 200, headers: {} } : answer;
    if (response.statusCode < 300 || response.statusCode === 429) {
      taken.push(body);
    }
    if (response.statusCode < 300) {
      hear(body);
    }
    return response;
  });

  const client = createClient(
    { dsn: DSN, tracesSampleRate: 1, integrations: [linkedErrorsIntegration()], ...options },
    { platform, sdk: { name: 'vedette.javascript.test', version: '1.2.3' }, defaultIntegrations: [] },
  );
  setCurrentClient(client);
  client.init();

  return {
    client,
    platform,
    bodies,
    async recover() {
      hasRecovered = true;
      for (let minute = 0; minute < 4; minute++) {
        for (const answer of hanging.splice(0)) {
          answer();
        }
        await turn();
        platform.advance(60_000);
        await turn();
        const flushing = client.flush(1000);
        await turn();
        platform.advance(1000);
        await turn();
        await flushing;
      }
    },
    arrived: (category) => {
      const type = category === 'error' ? 'event' : category;
      return taken.flatMap((body) => readEnvelope(body).items).filter(({ headers }) => headers.type === type).length;
    },
    dropped: (category) => sumOf(category, reports),
    problems: () => bodies.flatMap((body) => validateEnvelope(body)),
  };
}

/** Lets everything happen that waits for no timer. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

afterAll(() => {
  delete (globalThis as { __VEDETTE__?: unknown }).__VEDETTE__;
});

/** How a value can get in, where the types allow it. Each captures one error, or one message. */
const ENTRIES: Record<string, (value: unknown, text: string) => void> = {
  exception: (value) => captureException(value),
  cause: (value) => captureException(new Error('x', { cause: value })),
  'one of many': (value) => captureException(new AggregateError([value, new Error('y')])),
  property: (value) => captureException(Object.assign(new Error('x'), { value })),
  message: (_, text) => captureMessage(text),
  extra: (value, text) => captureMessage('m', { extra: { [text]: value } }),
  context: (value, text) => captureMessage('m', { contexts: { [text]: { value } } }),
  user: (value) => captureMessage('m', { user: { id: '1', value } }),
  'request body': (value) => captureEvent({ message: 'm', request: { data: value } }),
  'extra of an event': (value) => captureEvent({ message: 'm', extra: { value } }),
  hint: (value) => captureException(new Error('x'), { data: value }),
  'attachment name': (_, filename) =>
    captureException(new Error('x'), { attachments: [{ filename, data: 'some text' }] }),
};

const entry = () => fc.constantFrom(...Object.keys(ENTRIES));
const enter = (name: string, value: unknown, text: string): void => ENTRIES[name]?.(value, text);

test('one capture, of any value by any way, sends one valid event within the budget', async () => {
  await check(
    fc.asyncProperty(entry(), fc.oneof(anything(), thrown()), text(), async (way, { value }, name) => {
      const run = start({});
      enter(way, value, name);
      await turn();
      expect(run.problems()).toEqual([]);
      expect(run.arrived('error')).toBe(1);
      expect(largestEvent(run.bodies)).toBeLessThanOrEqual(MAX_EVENT_BYTES);
    }),
    200,
  );
});

test('any content of the scopes makes a valid event within the budget', async () => {
  await check(
    fc.asyncProperty(fc.array(scopeStep(), { maxLength: 15 }), async (steps) => {
      const run = start({});
      withScope((scope) => {
        for (const [index, step] of steps.entries()) {
          step(index % 2 ? scope : (getCurrentScope() as Scope));
        }
        captureException(new Error('x'));
        startSpan({ name: 'work' }, () => {});
      });
      await turn();
      expect(run.problems()).toEqual([]);
      expect([run.arrived('error'), run.arrived('transaction')]).toEqual([1, 1]);
      expect(largestEvent(run.bodies)).toBeLessThanOrEqual(MAX_EVENT_BYTES);
    }),
    150,
  );
});

test('scopes as full as they get make an event within the budget', async () => {
  const run = start({});
  const scope = getCurrentScope();
  const long = (seed: number): string => String.fromCharCode(0xe0 + (seed % 9)).repeat(20_000);
  for (let index = 0; index < 300; index++) {
    scope.addBreadcrumb({ message: long(index), category: long(index), data: { [`k${index}`]: long(index) } });
    scope.setTag(`tag${index}`, long(index)).setExtra(`extra${index}`, long(index));
    scope.setContext(`context${index}`, { [long(index)]: long(index) }).setFingerprint([long(index)]);
  }
  scope.setUser({ id: long(1), email: long(2), data: Array.from({ length: 300 }, (_, index) => long(index)) });
  captureException(new Error(long(3)));
  startSpan({ name: long(4), attributes: { long: long(5) } }, () => {});
  await run.recover();
  expect(run.problems()).toEqual([]);
  expect([run.arrived('error'), run.arrived('transaction')]).toEqual([1, 1]);
  expect(largestEvent(run.bodies)).toBeLessThanOrEqual(MAX_EVENT_BYTES);
});

test('captured is sent, dropped or waiting, for any hooks of the host and faults of the backend', async () => {
  const hooks = fc.record({
    beforeSend: hook(),
    beforeSendTransaction: hook(),
    beforeBreadcrumb: hook(),
    processor: hook(),
    integration: hook(),
    sampleRate: fc.constantFrom(0, 0.5, 1),
  });
  await check(
    fc.asyncProperty(
      hooks,
      answers(),
      fc.array(fc.tuple(entry(), thrown(), fc.boolean()), { maxLength: 20 }),
      async (host, given, steps) => {
        let held = { error: 0, transaction: 0 };
        const callback = ({ name, call }: Hook): never =>
          (call &&
            ((event: Event) => {
              if (name === 'never answers') {
                held = { ...held, [event.type ?? 'error']: (held[event.type as 'error'] ?? held.error) + 1 };
              }
              return call(event as never);
            })) as never;
        const integration = { name: 'Host', processEvent: callback(host.integration) };
        const run = start(
          {
            sampleRate: host.sampleRate,
            beforeSend: callback(host.beforeSend),
            beforeSendTransaction: callback(host.beforeSendTransaction),
            beforeBreadcrumb: host.beforeBreadcrumb.call as never,
            integrations: host.integration.call ? [integration] : [],
          },
          given,
        );
        if (host.processor.call) {
          getCurrentScope().addEventProcessor(callback(host.processor));
        }
        for (const [way, { value }, isSpanToo] of steps) {
          getCurrentScope().addBreadcrumb({ message: way });
          enter(way, value, 'text');
          if (isSpanToo) {
            startSpan({ name: way, forceTransaction: true }, () => {});
            await turn();
          }
        }
        await run.recover();
        expect(run.problems()).toEqual([]);
        expect({
          error: run.arrived('error') + run.dropped('error') + held.error,
          transaction: run.arrived('transaction') + run.dropped('transaction') + held.transaction,
        }).toEqual({ error: steps.length, transaction: steps.filter(([, , isSpanToo]) => isSpanToo).length });
      },
    ),
    250,
  );
});

test('captured is sent or dropped also with a transport of the host’s that does what it likes', async () => {
  const behaviours: Record<string, () => unknown> = {
    resolves: async () => ({}),
    'resolves with nothing': async () => undefined,
    rejects: async () => Promise.reject(new Error('of the host')),
    throws: () => {
      throw new Error('of the host');
    },
    'returns nothing': () => undefined,
    'returns nonsense': () => 7,
  };
  await check(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(behaviours)), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...Object.keys(behaviours)),
      fc.integer({ min: 1, max: 12 }),
      async (sends, flush, captures) => {
        const sent: unknown[] = [];
        const told: Reported[] = [];
        // What a lost report told of waits for the next one.
        let waiting: Reported[] = [];
        let calls = 0;
        const run = start({
          transport: () =>
            ({
              send: ([, items]: [unknown, Array<[{ type: string }, { discarded_events: Reported[] }]>]) => {
                const how = sends[calls++ % sends.length] as string;
                const isTaken = !/rejects|throws/.test(how);
                sent.push(...items.filter(([{ type }]) => isTaken && type === 'event'));
                for (const [, { discarded_events }] of items.filter(([{ type }]) => type === 'client_report')) {
                  told.push(...(isTaken ? discarded_events : []));
                  waiting = isTaken ? [] : discarded_events;
                }
                return behaviours[how]?.();
              },
              flush: behaviours[flush],
            }) as never,
        });
        for (let index = 0; index < captures; index++) {
          captureMessage(`m ${index}`);
        }
        await run.recover();
        expect(sent.length + sumOf('error', [...told, ...waiting])).toBe(captures);
      },
    ),
    100,
  );
});

test('nothing of a host’s that is endless takes long: it is looked at a bounded number of times', async () => {
  await check(
    fc.asyncProperty(
      entry(),
      fc.record({ width: fc.constantFrom(1, 3, 100, 5000), textLength: fc.constantFrom(0, 10, 10_000, 1_000_000) }),
      async (way, shape) => {
        const run = start({});
        const endless = endlessObject(shape);
        const text = 'text'.repeat(shape.textLength);
        const tookMs = cpuMilliseconds(() => enter(way, endless.value, text));
        await turn();
        expect(endless.reads()).toBeLessThanOrEqual(MAX_READS);
        expect(tookMs).toBeLessThan(MAX_CAPTURE_MS);
        expect(run.arrived('error')).toBe(1);
        expect(largestEvent(run.bodies)).toBeLessThanOrEqual(MAX_EVENT_BYTES);
      },
    ),
    40,
  );
});

test.each<[string, () => unknown]>([
  ['an array with a hostile length', () => new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 32 - 1 : 'x') })],
  ['an empty array of full length', () => new Array(2 ** 32 - 1)],
  ['many megabytes of bytes', () => new Uint8Array(10_000_000)],
  ['a large map', () => new Map(Array.from({ length: 100_000 }, (_, index) => [index, { index }]))],
  ['a large set', () => new Set(Array.from({ length: 100_000 }, (_, index) => index))],
  ['a list of long texts', () => Array.from({ length: 500 }, () => 'ä"x'.repeat(3000))],
  [
    'an object of long texts',
    () => Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 'x'.repeat(9000)])),
  ],
  ['a text of many megabytes', () => 'password='.repeat(3_000_000)],
  ['a long chain of causes', () => chainOfCauses(10_000)],
  ['a message of many megabytes', () => new Error('at f (a.js:1:2)\n'.repeat(500_000))],
  [
    'a stack of many megabytes',
    () => Object.assign(new Error('x'), { stack: '    at f (a.js:1:2)\n'.repeat(500_000) }),
  ],
  ['an object with very many keys', () => Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))],
  ['a toJSON that makes another with a toJSON', () => endlessJson()],
])('%s is captured in time and within the budget, by every way', async (_, make) => {
  for (const way of Object.keys(ENTRIES)) {
    const run = start({});
    const value = make();
    expect(
      cpuMilliseconds(() => enter(way, value, 'text')),
      way,
    ).toBeLessThan(MAX_CAPTURE_MS);
    await turn();
    expect(run.problems(), way).toEqual([]);
    expect(run.arrived('error'), way).toBe(1);
    expect(largestEvent(run.bodies), way).toBeLessThanOrEqual(MAX_EVENT_BYTES);
  }
});

/** An object whose every property is another such object. Counts how often somebody looks, and ends at last. */
function endlessObject({ width, textLength }: { width: number; textLength: number }) {
  let reads = 0;
  const keys = Array.from({ length: width }, (_, index) => `key${index}`);
  const text = 'x'.repeat(textLength);
  const isTired = (): boolean => ++reads > 2 * MAX_READS;
  const make = (): object =>
    new Proxy(
      {},
      {
        get: (_, key) =>
          isTired() || typeof key === 'symbol' || key === 'toJSON' ? undefined : key === 'key0' ? text : make(),
        has: () => !isTired(),
        ownKeys: () => (isTired() ? [] : keys),
        getOwnPropertyDescriptor: () =>
          isTired() ? undefined : { enumerable: true, configurable: true, value: undefined },
      },
    );
  return { value: make(), reads: () => reads };
}

function chainOfCauses(length: number): Error {
  let error = new Error('first');
  for (let index = 0; index < length; index++) {
    error = new Error(`then ${index}`, { cause: error });
  }
  return error;
}

function endlessJson(): object {
  return { toJSON: () => endlessJson() };
}

function largestEvent(bodies: Array<string | Uint8Array>): number {
  const lines = bodies.flatMap((body) =>
    (typeof body === 'string' ? body : new TextDecoder().decode(body)).split('\n'),
  );
  return Math.max(0, ...lines.map((line) => Buffer.byteLength(line)));
}
