import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Event } from '@vedette/node';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { bundlePrograms, FORMS, type Form } from './bundle-programs.ts';
import { nodes, otherRuntimes, type Runtime } from './installed-runtimes.ts';
import { untilDelivered } from './run-program.ts';

const PROGRAM = fileURLToPath(new URL('./programs/round-trip.ts', import.meta.url));

let programs: Awaited<ReturnType<typeof bundlePrograms>>;
let downstream: Awaited<ReturnType<typeof startDownstream>>;

beforeAll(async () => {
  programs = await bundlePrograms(PROGRAM);
  downstream = await startDownstream();
});
afterAll(() => {
  programs.close();
  downstream.close();
});

describe.each([...nodes, ...otherRuntimes].map((one) => [`${one.kind} ${one.version}`, one] as const))(
  '%s',
  (_name, runtime) => {
    describe.concurrent.each(FORMS)('%s', (form) => {
      let started: ReturnType<typeof start>;
      beforeAll(() => {
        started = start(runtime, form);
      });

      test.sequential('keeps the contract of a platform', async ({ expect }) => {
        const { said } = await started;
        expect(said.broken).toEqual([]);
        expect(said.checked).toBeGreaterThan(10);
      });

      test.sequential('tells of two requests at once, each with its error in its trace, and what they asked of others', async ({
        expect,
      }) => {
        const { said, backend } = await started;
        for (const [server, port] of Object.entries(said.ports)) {
          const seen = await Promise.all(['one', 'two'].map((name) => request(port, `${server}-${name}`, backend)));
          for (const { name, traceId, answer, events, transactions, asked } of seen) {
            expect(answer).toBe(name);
            expect(events.map(({ tags, contexts }) => [tags?.name, contexts?.trace?.trace_id])).toEqual([
              [name, traceId],
            ]);
            expect(transactions.map(({ transaction }) => transaction)).toEqual(['GET /work']);
            const [{ contexts, spans = [] } = {}] = transactions;
            expect([contexts?.trace?.op, contexts?.trace?.parent_span_id]).toEqual(['http.server', PARENT]);
            expect(contexts?.trace?.data?.['http.response.status_code']).toBe(200);
            expect(spans.map(({ op, origin }) => [op, origin])).toEqual([
              ['http.client', 'auto.http.client'],
              ['http.client', 'auto.http.otel.node_fetch'],
            ]);
            expect(asked).toEqual(spans.map(({ span_id }) => `${traceId}-${span_id}-1`));
          }
        }
      });

      test.sequential('dies of an error that nobody caught, and tells it', async ({ expect }) => {
        const { said, backend, ended, close } = await started;
        if (said.ports.own !== undefined) {
          await fetch(`http://127.0.0.1:${said.ports.own}/throw`);
          const [event] = await arrived(backend, 'in a handler');
          expect(event?.exception?.values?.[0]?.mechanism).toMatchObject({
            handled: false,
            type: `auto.http.${runtime.kind.toLowerCase()}.serve`,
          });
        }
        await fetch(`http://127.0.0.1:${said.ports.http}/die`).catch(() => {});
        expect((await ended).code).toBe(1);
        const [event] = await arrived(backend, 'what it died of');
        expect([event?.level, event?.platform, event?.contexts?.runtime]).toEqual([
          'fatal',
          'node',
          { name: runtime.kind.toLowerCase(), version: (runtime.kind === 'Node' ? 'v' : '') + runtime.version },
        ]);
        await close();
      });
    });
  },
);

/** Runs the program until it has said what it has to say. */
async function start(runtime: Runtime, form: Form) {
  const backend = await startBackend();
  // What the contract posts is no envelope anybody would send.
  const anything = await startBackend();
  const TMPDIR = mkdtempSync(path.join(tmpdir(), 'vedette-runtime-'));
  const settings = {
    dsn: backend.dsn,
    downstream: downstream.url,
    contract: {
      listeningUrl: anything.envelopeUrl,
      refusingUrl: `${anything.url}/nowhere`,
      deadUrl: 'http://127.0.0.1:1/api/1/envelope/',
    },
  };
  const child = spawn(runtime.file, [...runtime.args, programs.file(form), JSON.stringify(settings)], {
    env: { PATH: process.env.PATH, TMPDIR },
  });
  const ended = endOf(child);
  const line = await Promise.race([
    once(child.stdout, 'data').then(String),
    ended.then(({ stderr }) => Promise.reject(new Error(`it ended: ${stderr}`))),
  ]);
  return {
    said: JSON.parse(line) as { checked: number; broken: string[]; ports: Record<string, number> },
    backend,
    ended,
    async close() {
      anything.takeProblems();
      await untilDelivered(TMPDIR);
      await Promise.all([backend.close(), anything.close()]);
      rmSync(TMPDIR, { recursive: true, force: true });
    },
  };
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

const PARENT = 'b'.repeat(16);

/** Asks the program for something as part of a trace, and collects what is told of it. */
async function request(port: number, name: string, backend: Backend) {
  const traceId = randomUUID().replaceAll('-', '');
  const headers = { 'sentry-trace': `${traceId}-${PARENT}-1` };
  const response = await fetch(`http://127.0.0.1:${port}/work?name=${name}`, { headers });
  const answer = await response.text();
  const isOfTrace = ({ contexts }: Event): boolean => contexts?.trace?.trace_id === traceId;
  await backend.waitFor(() => backend.transactions().some(isOfTrace) && backend.events().some(isOfTrace));
  return {
    name,
    traceId,
    answer,
    events: backend.events().filter(({ tags }) => tags?.name === name),
    transactions: backend.transactions().filter(isOfTrace),
    asked: downstream.traces(traceId),
  };
}

function arrived(backend: Backend, message: string): Promise<Event[]> {
  return backend.waitFor(() => {
    const found = backend.events().filter(({ exception }) => exception?.values?.[0]?.value === message);
    return found.length > 0 && found;
  });
}

/** Another service, which notes the headers it is asked with. */
async function startDownstream() {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    asked.push(headers);
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    traces: (traceId: string) =>
      asked.map((headers) => String(headers['sentry-trace'])).filter((header) => header.startsWith(traceId)),
    close: () => server.close(),
  };
}
