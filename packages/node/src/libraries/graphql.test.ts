import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, startBackend } from '@vedette/testkit';
import { buildSchema, graphql } from 'graphql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, type GraphqlOptions, getIsolationScope, graphqlIntegration, init, startSpan } from '../index.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});

afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

const start = (options: GraphqlOptions = {}): void => {
  client = init({
    dsn: backend.dsn,
    tracesSampleRate: 1,
    tracePropagationTargets: [],
    integrations: (defaults) => [...defaults.filter(({ name }) => name !== 'Graphql'), graphqlIntegration(options)],
  });
};

const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

const schema = buildSchema('type Query { user(id: ID!): User, broken: String } type User { name: String }');
const rootValue = {
  user: ({ id }: { id: string }) => startSpan({ name: 'in a resolver' }, async () => ({ name: `n${id}` })),
  broken: async () => {
    throw new Error('of a resolver');
  },
};
const ask = (source: string) => graphql({ schema, rootValue, source });

test('tells parsing, validation and execution, with what a resolver starts below', async () => {
  start();
  await startSpan({ name: 'work' }, async () => {
    expect(await ask('query GetUser { user(id: "secret") { name } }')).toEqual({ data: { user: { name: 'nsecret' } } });
  });
  const spans = await spansOf();
  expect(spans.map(({ description, op }) => [description, op])).toEqual([
    ['graphql.parse', 'graphql'],
    ['graphql.validate', 'graphql'],
    ['query GetUser', 'graphql'],
    ['in a resolver', undefined],
  ]);
  const execution = spans[2];
  expect(execution).toMatchObject({
    origin: 'auto.graphql.otel.graphql',
    data: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'GetUser' },
  });
  expect(spans[3]?.parent_span_id).toBe(execution?.span_id);
  expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
});

test('marks an execution in which a resolver failed, and a document that cannot be read', async () => {
  start();
  await startSpan({ name: 'work' }, async () => {
    expect((await ask('{ broken }')).errors).toHaveLength(1);
    expect((await ask('{ broken ')).errors).toHaveLength(1);
  });
  expect((await spansOf()).map(({ description, status }) => [description, status])).toEqual([
    ['graphql.parse', undefined],
    ['graphql.validate', undefined],
    ['query', 'internal_error'],
    ['graphql.parse', 'internal_error'],
  ]);
});

test.each<[GraphqlOptions, string[]]>([
  [{}, []],
  [{ ignoreResolveSpans: false }, ['graphql.resolve Query.user']],
  [
    { ignoreResolveSpans: false, ignoreTrivialResolveSpans: false },
    ['graphql.resolve Query.user', 'graphql.resolve User.name'],
  ],
])('with %j tells of resolvers %j', async (options, expected) => {
  start(options);
  const resolving = buildSchema('type Query { user: User } type User { name: String }');
  const field = resolving.getQueryType()?.getFields().user;
  if (field) {
    field.resolve = () => ({ name: 'n' });
  }
  await startSpan({ name: 'work' }, () => graphql({ schema: resolving, source: '{ user { name } }' }));
  const names = (await spansOf()).map(({ description }) => description);
  expect(names.filter((name) => name?.startsWith('graphql.resolve'))).toEqual(expected);
});

test.each([
  [true, 'GET /graphql (query A, query B)'],
  [false, 'GET /graphql'],
])('with useOperationNameForRootSpan %s names the request %s', async (useOperationNameForRootSpan, expected) => {
  start({ useOperationNameForRootSpan });
  const server = createServer(async (_request, response) => {
    await ask('query A { user(id: 1) { name } }');
    await ask('query B { user(id: 1) { name } }');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  get(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, { agent: false }, (response) =>
    response.resume(),
  );
  expect((await backend.waitFor((b) => b.transactions().at(-1))).transaction).toBe(expected);
  server.close();
});
