import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionAggregates } from '@vedette/core';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Programs, preparePrograms } from '../../test/run-program.ts';
import {
  type Client,
  captureException,
  flush,
  getIsolationScope,
  type Integration,
  init,
  type NodeOptions,
  type Session,
  withIsolationScope,
} from '../index.ts';
import { httpIntegration } from './http.ts';
import { processSessionIntegration } from './session.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});

afterEach(async () => {
  await client?.close(1000);
  client = undefined;
  await backend.close();
});

const start = (integration: Integration, options: NodeOptions = {}): void => {
  client = init({ dsn: backend.dsn, release: 'shop@1.4.2', integrations: [integration], ...options });
};

const sessions = (): Session[] => backend.items<Session>('session');
const crash = (): unknown =>
  captureException(new Error('x'), { mechanism: { type: 'auto.test.uncaught', handled: false } });

describe('the session of a process', () => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await preparePrograms();
  });
  afterAll(() => programs.close());

  const run = async (program: string, more = ''): Promise<Array<Partial<Session>>> => {
    const options = `{ dsn: '${backend.dsn}', release: 'job@1', integrations: [sdk.processSessionIntegration()]${more} }`;
    await programs.run(program, { init: options });
    return sessions().map(({ status, errors, init }) => ({ status, errors, init }));
  };

  test('that goes well is not told of', async () => {
    expect(await run(`setTimeout(() => {}, 5)`)).toEqual([]);
  });

  test('that dies of an error is told to have crashed, once', async () => {
    expect(await run(`throw new Error('boom')`)).toEqual([{ status: 'crashed', errors: 1, init: true }]);
  });

  test('with a handled error is told at the first', async () => {
    const program = `sdk.captureException(new Error('one')); sdk.captureException(new Error('two'))`;
    expect(await run(program)).toEqual([{ status: 'ok', errors: 1, init: true }]);
  });

  test('that was called abnormal is told at its end', async () => {
    const program = `const session = sdk.getIsolationScope().getSession(); session.status = 'abnormal'`;
    expect(await run(program)).toEqual([{ status: 'abnormal', errors: 0, init: true }]);
  });

  test('has a duration and knows its release', async () => {
    await run(`setTimeout(() => { throw new Error('late') }, 50)`, `, environment: 'test'`);
    const [session] = sessions();
    expect(session?.duration).toBeGreaterThan(0.04);
    expect(session).toMatchObject({ attrs: { release: 'job@1', environment: 'test' } });
  });
});

test('an error in a scope of its own counts in the session of the process', async () => {
  start(processSessionIntegration());
  withIsolationScope(crash);
  await flush();
  expect(sessions()).toMatchObject([{ status: 'crashed', errors: 1 }]);
});

test('nothing is told of a process without a release', async () => {
  start(processSessionIntegration(), { release: undefined });
  crash();
  await flush();
  expect(backend.events()).toHaveLength(1);
  expect(sessions()).toEqual([]);
});

describe('requests', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const requestSessions = (sessionFlushingDelayMS?: number): Integration => httpIntegration({ sessionFlushingDelayMS });

  const serve = async (listener: RequestListener): Promise<string> => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const ask = async (url: string): Promise<void> => {
    const [response] = await once(get(url), 'response');
    response.resume();
    await once(response, 'close');
  };

  /** Sums over all that arrived. */
  const counted = (): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const { started, ...counts } of backend
      .items<SessionAggregates>('sessions')
      .flatMap((one) => one.aggregates)) {
      for (const [outcome, count] of Object.entries(counts)) {
        sums[outcome] = (sums[outcome] ?? 0) + Number(count);
      }
    }
    return sums;
  };

  test('side by side are counted by the way each went', async () => {
    start(requestSessions());
    const url = await serve(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (request.url === '/fail') {
        captureException(new Error('x'));
      } else if (request.url === '/crash') {
        crash();
      }
      response.end();
    });
    await Promise.all(['/', '/fail', '/', '/crash', '/fail', '/'].map((path) => ask(url + path)));
    await flush();
    expect(counted()).toEqual({ exited: 3, errored: 2, crashed: 1 });
    expect(backend.items('sessions')).toMatchObject([{ attrs: { release: 'shop@1.4.2', environment: 'production' } }]);
  });

  test('are told of after the delay, without a flush', async () => {
    start(requestSessions(20));
    await ask(await serve((_request, response) => response.end()));
    await backend.waitFor(() => counted().exited === 1);
  });

  test('given up by the client are counted too', async () => {
    start(requestSessions());
    const url = await serve((request) => void setTimeout(() => request.socket.destroy(), 5));
    await expect(ask(url)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await flush();
    expect(counted()).toEqual({ exited: 1 });
  });
});
