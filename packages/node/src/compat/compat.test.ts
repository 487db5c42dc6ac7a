import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Client,
  captureException,
  defaultStackParser,
  getClient,
  getInstrumentedModuleNames,
  getOtlpTracesEndpoint,
  getSentryRelease,
  init,
  initWithoutDefaultIntegrations,
  kafkaIntegration,
  NODE_VERSION,
  openTelemetryIntegration,
  postgresJsIntegration,
} from '../index.ts';

let backend: Backend;
let client: Client | undefined;
const env = { ...process.env };

beforeEach(async () => {
  backend = await startBackend();
});

afterEach(async () => {
  process.env = { ...env };
  delete (globalThis as { SENTRY_RELEASE?: unknown }).SENTRY_RELEASE;
  await client?.close(1000);
  await backend.close();
});

test('defaultStackParser reads a stack as init does, the outermost call first', async () => {
  const error = await (async () => {
    await null;
    return new Error('read');
  })();
  const frames = defaultStackParser(error.stack ?? '');
  client = init({ dsn: backend.dsn, frameContextLines: 0 });
  captureException(error);
  const event = await backend.waitFor((b) => b.events()[0]);
  expect(frames.length).toBeGreaterThan(1);
  expect(frames.at(-1)).toMatchObject({ filename: expect.stringContaining('compat.test.ts'), in_app: true });
  const sent = event.exception?.values?.[0]?.stacktrace?.frames?.map(({ function: name, filename, lineno }) => [
    name,
    filename,
    lineno,
  ]);
  expect(frames.map(({ function: name, filename, lineno }) => [name, filename, lineno])).toEqual(sent);
});

test('defaultStackParser can be given to init, and leaves out lines and frames it is told to', async () => {
  const stack = 'Error: of a text\n    at inner (/app/a.js:1:2)\n    at outer (/app/b.js:3:4)';
  expect(defaultStackParser(stack, 1, 1)).toMatchObject([{ function: 'outer', filename: '/app/b.js', lineno: 3 }]);
  client = init({ dsn: backend.dsn, stackParser: defaultStackParser });
  captureException(Object.assign(new Error('of a text'), { stack }));
  const event = await backend.waitFor((b) => b.events()[0]);
  expect(event.exception?.values?.[0]?.stacktrace?.frames?.map(({ function: name }) => name)).toEqual([
    'outer',
    'inner',
  ]);
});

test('initWithoutDefaultIntegrations installs what it is given, and nothing else', () => {
  client = initWithoutDefaultIntegrations({ dsn: backend.dsn, integrations: [{ name: 'Mine' }] });
  expect(getClient()).toBe(client);
  expect(client?.getIntegrationByName('Mine')).toBeDefined();
  expect(client?.getIntegrationByName('Http')).toBeUndefined();
});

test('getSentryRelease asks the environment, then a bundler, then builds and hosts, then its caller', () => {
  process.env = {};
  expect(getSentryRelease()).toBeUndefined();
  expect(getSentryRelease('given')).toBe('given');
  process.env = { SOURCE_VERSION: 'source', HEROKU_SLUG_COMMIT: 'heroku' };
  expect(getSentryRelease('given')).toBe('heroku');
  process.env.GITHUB_SHA = 'github';
  expect(getSentryRelease()).toBe('github');
  Object.assign(globalThis, { SENTRY_RELEASE: { id: 'built' } });
  expect(getSentryRelease()).toBe('built');
  process.env.SENTRY_RELEASE = 'own';
  expect(getSentryRelease()).toBe('own');
});

test('NODE_VERSION is the one that runs', () => {
  expect(`${NODE_VERSION.major}.${NODE_VERSION.minor}.${NODE_VERSION.patch}`).toBe(process.versions.node.split('-')[0]);
});

test('an exporter of OpenTelemetry is told where to send its traces', () => {
  expect(getOtlpTracesEndpoint('https://abc@sentry.example:8443/base/7')).toEqual({
    url: 'https://sentry.example:8443/base/api/7/integration/otlp/v1/traces/',
    headers: { 'X-Sentry-Auth': 'Sentry sentry_version=7, sentry_key=abc' },
  });
  expect(getOtlpTracesEndpoint('nonsense')).toBeUndefined();
  expect(getInstrumentedModuleNames()).toEqual([]);
});

test('integrations for what is not followed are installed, and say what to use instead', () => {
  const said: string[] = [];
  const { log, warn } = console;
  const hear = (...words: unknown[]): void => void said.push(words.join(' '));
  Object.assign(console, { log: hear, warn: hear });
  const integrations = [kafkaIntegration(), openTelemetryIntegration(), postgresJsIntegration()];
  client = initWithoutDefaultIntegrations({ dsn: backend.dsn, debug: true, integrations });
  Object.assign(console, { log, warn });
  expect(integrations.map(({ name }) => client?.getIntegrationByName(name)?.name)).toEqual([
    'Kafka',
    'OpenTelemetry',
    'PostgresJs',
  ]);
  expect(said.join('\n')).toContain('continueTrace()');
  expect(said.join('\n')).toContain('instrumentPostgresJsSql(sql)');
});
