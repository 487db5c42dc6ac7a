import { expect, test, vi } from 'vitest';
import { createTestPlatform, DSN } from '../../test-support/setup-core.ts';
import { captureException, captureMessage } from '../capture/capture.ts';
import { getClient, getCurrentScope, getGlobalScope, getIsolationScope, withScope } from '../scope/current.ts';
import { Scope } from '../scope/scope.ts';
import type { Envelope } from '../types/envelope.ts';
import type { Event } from '../types/event.ts';
import {
  applyScopeDataToEvent,
  applySdkMetadata,
  Client,
  type ClientBaseOptions,
  defineIntegration,
  extendIntegration,
  getCombinedScopeData,
  getIntegrationsToSetup,
  initAndBind,
  mergeScopeData,
  notifyEventProcessors,
  prepareEvent,
  ServerRuntimeClient,
} from './client-base.ts';
import {
  GLOBAL_OBJ,
  getAsyncContextStrategy,
  getDefaultCurrentScope,
  getDefaultIsolationScope,
  getGlobalSingleton,
  getMainCarrier,
} from './global-state.ts';
import { createStackParser, nodeStackLineParser } from './stack-parser.ts';

function start(options: ClientBaseOptions = {}) {
  createTestPlatform();
  const envelopes: Envelope[] = [];
  const client = initAndBind(ServerRuntimeClient, {
    dsn: DSN,
    transport: () => ({
      async send(envelope) {
        envelopes.push(envelope);
        return {};
      },
      flush: async () => true,
    }),
    stackParser: createStackParser(nodeStackLineParser()),
    ...options,
  });
  return { client, events: () => envelopes.map(([, [item]]) => item?.[1] as Event) };
}

test('a client made by its class captures as any other', () => {
  const setup = vi.fn();
  const options: ClientBaseOptions = { integrations: [{ name: 'A', setup }], initialScope: { tags: { a: 1 } } };
  applySdkMetadata(options, 'tool', ['tool', 'core']);
  const { client, events } = start(options);
  captureException(new Error('x'));
  expect(getClient()).toBe(client);
  expect(setup).toHaveBeenCalledWith(client);
  const [event] = events();
  expect(event).toMatchObject({ tags: { a: 1 }, sdk: { name: 'vedette.javascript.tool' } });
  expect(event?.exception?.values?.[0]?.stacktrace?.frames?.at(-1)?.filename).toContain('client-base.test.ts');
});

test('a class that extends it has its fields and the client’s methods', () => {
  createTestPlatform();
  class Own extends Client {
    readonly own = 'field';
  }
  const client = new Own({ dsn: DSN });
  expect([client.own, client.isEnabled(), client.getDsn()?.projectId]).toEqual(['field', true, '42']);
});

test('an integration can be extended: both do their part', async () => {
  const calls: string[] = [];
  const make = defineIntegration((name: string) => ({
    name,
    setup: () => () => void calls.push('undo first'),
    processEvent: (event: Event) => ({ ...event, logger: 'first' }),
  }));
  const { client, events } = start({
    integrations: [
      extendIntegration(make('Own'), {
        setup: () => () => void calls.push('undo second'),
        processEvent: (event) => ({ ...event, logger: `${event.logger}, second` }),
      }),
    ],
  });
  captureMessage('m');
  await client.close();
  expect(events()[0]?.logger).toBe('first, second');
  expect(calls).toEqual(['undo first', 'undo second']);
});

test('integrations of one name count once, the host’s before defaults', () => {
  const [mine, theirs] = [{ name: 'A' }, { name: 'A' }];
  expect(getIntegrationsToSetup({ defaultIntegrations: [theirs, { name: 'B' }], integrations: [mine] })).toEqual([
    mine,
    { name: 'B' },
  ]);
  expect(getIntegrationsToSetup({ defaultIntegrations: [theirs], integrations: [mine] })[0]).toBe(mine);
});

test('processors run in turn until one drops the event', async () => {
  const last = vi.fn((event: Event) => event);
  const event = await notifyEventProcessors(
    [(one) => ({ ...one, logger: 'a' }), async (one) => one, last],
    { message: 'm' },
    {},
  );
  expect(event).toEqual({ message: 'm', logger: 'a' });
  expect(await notifyEventProcessors([() => null, last], { message: 'm' }, {})).toBeNull();
  expect(last).toHaveBeenCalledTimes(1);
});

test('scopes are combined, merged and put onto an event', () => {
  createTestPlatform();
  getGlobalScope().setTag('a', 'global').setTag('g', 1);
  getIsolationScope().setTag('a', 'isolation').setLevel('warning');
  getCurrentScope().setTag('a', 'current').setTransactionName('GET /');
  const data = getCombinedScopeData(getIsolationScope(), getCurrentScope());
  expect(data).toMatchObject({ tags: { a: 'current', g: 1 }, level: 'warning', transactionName: 'GET /' });
  mergeScopeData(data, new Scope().setTag('b', 2).setFingerprint(['f']).getScopeData());
  const event: Event = { message: 'm', tags: { a: 'own' } };
  applyScopeDataToEvent(event, data);
  expect(event).toMatchObject({
    message: 'm',
    tags: { a: 'own', g: 1, b: 2 },
    level: 'warning',
    transaction: 'GET /',
    fingerprint: ['f'],
  });
  expect(event.timestamp).toBeUndefined();
});

test('an event is prepared as the pipeline would', async () => {
  const { client } = start({ release: 'shop@1' });
  const scope = new Scope()
    .setExtra('deep', { a: { b: { c: { d: 1 } } } })
    .addEventProcessor((event) => ({ ...event, logger: 'seen' }));
  const event = await prepareEvent(
    client.getOptions(),
    { message: 'm' },
    { captureContext: { tags: { a: 1 } } },
    scope,
    client,
  );
  expect(event).toMatchObject({
    message: 'm',
    release: 'shop@1',
    environment: 'production',
    logger: 'seen',
    tags: { a: 1 },
    extra: { deep: { a: { b: '[Object]' } } },
    event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(
    await prepareEvent(
      {},
      { message: 'm' },
      {},
      new Scope().addEventProcessor(() => null),
    ),
  ).toBeNull();
});

test('what the whole program shares is made once', () => {
  createTestPlatform();
  const make = vi.fn(() => ({}));
  expect(getGlobalSingleton('own', make)).toBe(getGlobalSingleton('own', make));
  const holder = {};
  expect(getGlobalSingleton('own', make, holder)).not.toBe(getGlobalSingleton('own', make));
  expect(make).toHaveBeenCalledTimes(2);
  expect([getMainCarrier(), GLOBAL_OBJ]).toEqual([globalThis, globalThis]);
  expect([getDefaultCurrentScope(), getDefaultIsolationScope()]).toEqual([getCurrentScope(), getIsolationScope()]);
  withScope(() => expect(getDefaultCurrentScope()).not.toBe(getCurrentScope()));
});

test('the functions that keep scopes are those in force', () => {
  createTestPlatform();
  const strategy = getAsyncContextStrategy(getMainCarrier());
  const scope = new Scope();
  expect(strategy.withSetScope(scope, () => strategy.getCurrentScope())).toBe(scope);
  expect(strategy.withIsolationScope((isolation) => isolation)).toBe(strategy.getIsolationScope());
});
