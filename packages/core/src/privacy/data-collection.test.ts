import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import type { DataCollection } from '../types/data-collection.ts';
import { getDataCollectionOptions, isCollected, resolveDataCollection } from './data-collection.ts';

const denied = { deny: ['forwarded', '-ip', 'remote-', 'via', '-user'] };

const little = {
  userInfo: false,
  cookies: false,
  httpHeaders: { request: denied, response: denied },
  httpBodies: [],
  queryParams: denied,
  genAI: { inputs: false, outputs: false },
  mcp: { inputs: false, outputs: false },
  graphQL: { document: false, variables: false },
  databaseQueryData: false,
  queues: false,
  stackFrameVariables: true,
  frameContextLines: 7,
};

const all = {
  userInfo: true,
  cookies: true,
  httpHeaders: { request: true, response: true },
  httpBodies: ['incomingRequest', 'outgoingRequest', 'incomingResponse', 'outgoingResponse'],
  queryParams: true,
  genAI: { inputs: true, outputs: true },
  mcp: { inputs: true, outputs: true },
  graphQL: { document: true, variables: true },
  databaseQueryData: true,
  queues: true,
  stackFrameVariables: true,
  frameContextLines: 5,
};

describe('resolveDataCollection', () => {
  test('collects little when nothing is said', () => {
    expect(resolveDataCollection({})).toEqual(little);
    expect(resolveDataCollection({ sendDefaultPii: false })).toEqual(little);
    expect(resolveDataCollection({ dataCollection: null as never })).toEqual(little);
  });

  test('collects all with sendDefaultPii, and keeps its seven source lines', () => {
    expect(resolveDataCollection({ sendDefaultPii: true })).toEqual({ ...all, frameContextLines: 7 });
  });

  test('collects with an object all that it leaves open, whatever sendDefaultPii says', () => {
    for (const sendDefaultPii of [undefined, false, true]) {
      expect(resolveDataCollection({ sendDefaultPii, dataCollection: {} })).toEqual(all);
      expect(resolveDataCollection({ sendDefaultPii, dataCollection: { userInfo: false } }).userInfo).toBe(false);
    }
  });

  test.each<[DataCollection, object]>([
    [{ cookies: { allow: ['theme'] } }, { cookies: { allow: ['theme'] } }],
    [{ httpHeaders: false }, { httpHeaders: { request: false, response: false } }],
    [{ httpHeaders: { deny: ['x-'] } }, { httpHeaders: { request: { deny: ['x-'] }, response: { deny: ['x-'] } } }],
    [{ httpHeaders: { response: false } }, { httpHeaders: { request: true, response: false } }],
    [{ httpBodies: ['incomingRequest'] }, { httpBodies: ['incomingRequest'] }],
    [{ urlQueryParams: false }, { queryParams: false }],
    [{ queryParams: { deny: ['q'] }, urlQueryParams: false }, { queryParams: { deny: ['q'] } }],
    [{ genAI: { inputs: false } }, { genAI: { inputs: false, outputs: true } }],
    [{ mcp: { outputs: false } }, { mcp: { inputs: true, outputs: false } }],
    [{ graphQL: { variables: false } }, { graphQL: { document: true, variables: false } }],
    [{ databaseQueryData: false }, { databaseQueryData: false }],
    [{ queues: false }, { queues: false }],
    [{ stackFrameVariables: false }, { stackFrameVariables: false }],
    [{ frameContextLines: 0 }, { frameContextLines: 0 }],
    [{ frameContextLines: -1 }, {}],
    [{ httpHeaders: 'all' as never, cookies: undefined, genAI: null as never }, {}],
  ])('%j changes only what it names', (dataCollection, changed) => {
    expect(resolveDataCollection({ dataCollection })).toEqual({ ...all, ...changed });
  });

  test('is asked once of a client', () => {
    const { client } = setupCore({ dataCollection: { cookies: false } });
    expect(getDataCollectionOptions(client)).toEqual({ ...all, cookies: false });
    expect(getDataCollectionOptions(client)).toBe(getDataCollectionOptions(client));
  });
});

describe('isCollected', () => {
  test.each([
    [true, 'any', true],
    [false, 'any', false],
    [{ allow: ['THEME', 'lang'] }, 'x-Theme-2', true],
    [{ allow: ['theme'] }, 'lang', false],
    [{ allow: [] }, 'lang', false],
    [{ deny: ['-IP'] }, 'X-Real-Ip', false],
    [{ deny: ['-ip'] }, 'zip', true],
    [{ deny: [] }, 'zip', true],
  ] as const)('%j collects %s: %s', (behavior, key, expected) => {
    expect(isCollected(behavior as never, key)).toBe(expected);
  });

  test('takes what is no behaviour for no', () => {
    for (const odd of [undefined, null, 'true', 1, {}, []]) {
      expect(isCollected(odd as never, 'key')).toBe(false);
    }
    expect(isCollected({ deny: 'ke' } as never, 'key')).toBe(false);
    expect(isCollected({ deny: [7, null, Symbol('s')] } as never, 'key')).toBe(true);
  });
});
