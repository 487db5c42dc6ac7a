import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Event, parseDsn } from '@vedette/core/wire';
import { answer, type Behaviour } from './behaviour.ts';
import { createForwarder } from './forward.ts';
import { readBody } from './read-body.ts';
import { payloads, type ReceivedEnvelope, readEnvelope } from './received.ts';
import { validateEnvelope } from './validate-envelope.ts';

export interface BackendOptions {
  /** How it answers at first. @default 'ok' */
  behaviour?: Behaviour;
  /**
   * A real receiver behind this one, as a DSN or a URL: every request is passed on to it and its answer passed back,
   * so that this backend is a tap that sees what arrives. Key and project of a DSN are taken over.
   */
  forwardTo?: string;
  /**
   * The public key of the DSN. @default a new one: what a process leaves behind for a backend is not for the next that is
   * given the same port
   */
  publicKey?: string;
  /** @default '1' */
  projectId?: string;
}

/** A backend that remembers and checks what it is sent. */
export interface Backend {
  readonly dsn: string;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Where envelopes for the DSN are posted to. */
  readonly envelopeUrl: string;
  /** Everything that arrived, however it was answered. */
  readonly envelopes: ReceivedEnvelope[];
  /** Error and message events that arrived. */
  events(): Event[];
  transactions(): Event[];
  /** Payloads of items of any type that arrived. */
  items<T = unknown>(type: string): T[];
  /**
   * Resolves with the first truthy value of `predicate`, which is called now and after each arrival. Rejects after
   * `timeoutMs` (default 30000) and says what has arrived until then.
   */
  waitFor<T>(predicate: (backend: Backend) => T, timeoutMs?: number): Promise<Exclude<T, undefined | null | false>>;
  /** Changes how it answers from now on. Resolves when it is so; `down` and back keep the port. */
  behave(behaviour: Behaviour): Promise<void>;
  /** What the validator has found so far. */
  readonly problems: string[];
  /** Takes the problems out, for a test that means to send something broken. */
  takeProblems(): string[];
  /** Forgets what has arrived. Problems are kept. */
  clear(): void;
  /** Stops listening. Throws when an envelope was not valid: nobody has to remember to look. */
  close(): Promise<void>;
}

/** Starts a backend on a free port of this machine. */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const upstream = options.forwardTo === undefined ? undefined : createForwarder(options.forwardTo);
  const dsnOfUpstream = parseDsn(options.forwardTo);
  const publicKey = options.publicKey ?? dsnOfUpstream?.publicKey ?? randomUUID().replaceAll('-', '');
  const projectId = options.projectId ?? dsnOfUpstream?.projectId ?? '1';
  const envelopes: ReceivedEnvelope[] = [];
  const problems: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    receive(request, response).catch((error: Error) => {
      problems.push(`${request.method} ${request.url}: ${error.message}`);
      response.destroy();
    });
  });
  let behaviour: Behaviour = 'ok';
  let port = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://backend');
    const isEnvelope = request.method === 'POST' && /^\/api\/[^/]+\/envelope\/$/.test(url.pathname);
    const { raw, body } = await readBody(request);
    if (isEnvelope) {
      const problemsOfThis = [...addressProblems(url, request), ...validateEnvelope(body)];
      problems.push(...problemsOfThis);
      envelopes.push(
        readEnvelope(
          body,
          { url: request.url as string, headers: request.headers, byteLength: raw.length },
          problemsOfThis,
        ),
      );
      for (const check of [...waiting]) {
        check();
      }
    }
    if (upstream && behaviour === 'ok') {
      await upstream(request, raw, response);
      return;
    }
    allowOtherOrigins(response);
    if (request.method === 'OPTIONS') {
      response.writeHead(200).end();
    } else if (!isEnvelope) {
      response.writeHead(404).end();
    } else if (behaviour !== 'down') {
      answer(response, behaviour, envelopes.at(-1)?.headers.event_id);
    }
  }

  function addressProblems(url: URL, request: IncomingMessage): string[] {
    const header = /sentry_key=(\w+)/.exec(String(request.headers['x-sentry-auth'] ?? ''))?.[1];
    const key = url.searchParams.get('sentry_key') ?? header;
    return [
      ...(key === publicKey ? [] : [`the key of the request is ${key}, that of the DSN ${publicKey}`]),
      ...(url.pathname === `/api/${projectId}/envelope/` ? [] : [`${url.pathname} is not of project ${projectId}`]),
    ];
  }

  async function listen(): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function stopListening(): Promise<void> {
    if (server.listening) {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    }
  }

  const backend: Backend = {
    get dsn() {
      return `http://${publicKey}@127.0.0.1:${port}/${projectId}`;
    },
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get envelopeUrl() {
      return `http://127.0.0.1:${port}/api/${projectId}/envelope/?sentry_key=${publicKey}`;
    },
    envelopes,
    problems,
    events: () => payloads(envelopes, 'event'),
    transactions: () => payloads(envelopes, 'transaction'),
    items: (type) => payloads(envelopes, type),
    waitFor: (predicate, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const check = () => {
          try {
            const value = predicate(backend);
            if (value) {
              finish();
              resolve(value as Exclude<typeof value, undefined | null | false>);
            }
          } catch (error) {
            finish();
            reject(error);
          }
        };
        const timer = setTimeout(() => {
          finish();
          reject(new Error(`waited ${timeoutMs} ms in vain; ${summary(envelopes)}`));
        }, timeoutMs);
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      }),
    async behave(next) {
      behaviour = next;
      await (next === 'down' ? stopListening() : server.listening || listen());
    },
    takeProblems: () => problems.splice(0),
    clear: () => {
      envelopes.length = 0;
    },
    async close() {
      await stopListening();
      if (problems.length > 0) {
        throw new Error(`the backend was sent invalid envelopes:\n- ${problems.join('\n- ')}`);
      }
    },
  };
  await listen();
  await backend.behave(options.behaviour ?? 'ok');
  return backend;
}

/** What browsers need to send to another origin and to read rate limits. Source: wire-protocol, "HTTP request". */
function allowOtherOrigins(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', 'content-type, content-encoding, x-sentry-auth');
  response.setHeader('access-control-expose-headers', 'x-sentry-error, x-sentry-rate-limits, retry-after');
}

function summary(envelopes: ReceivedEnvelope[]): string {
  const types = envelopes.map(({ items }) => items.map((item) => item.headers.type).join('+') || 'empty');
  return `arrived: ${types.join(', ') || 'nothing'}`;
}
