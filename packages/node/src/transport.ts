import type { Agent, ClientRequest, request as httpRequest } from 'node:http';
import type { AgentOptions } from 'node:https';
import { promisify } from 'node:util';
import {
  createTransport,
  SDK_VERSION,
  type SendRequest,
  type SendResponse,
  type Transport,
  type TransportFactoryOptions,
} from '@vedette/core';
import { type NodeContext, nodeContext } from './async-context.ts';
import { loadBuiltin } from './load-builtin.ts';
import { asOwnRequest } from './own-requests.ts';
import { createTunnelAgent, proxyFor, throughProxy } from './proxy.ts';

export interface HttpSender {
  /** Posts bytes. Rejects when no answer came within `ANSWER_TIMEOUT_MS`, or the connection failed. */
  send(request: SendRequest): Promise<SendResponse>;
  /** What `send` was given and has not yet handed to the operating system: what is lost if the process ends now. */
  unsent(): SendRequest[];
  /** Whether this very body was handed to the operating system, and no answer has come yet. */
  hasLeft(body: SendRequest['body']): boolean;
  /** What is sent in this turn of the event loop is posted in the next: if there is none, loading `http` was in vain. */
  postpone(): void;
}

/** A backend that takes a request and stays silent must not hold our few connections for ever. */
const ANSWER_TIMEOUT_MS = 15_000;
/** Connections to the backend at once. */
const MAX_SOCKETS = 4;
/** Bodies above this many bytes are compressed; below, gzip costs more than it saves. Source: wire-protocol. */
const GZIP_ABOVE_BYTES = 32 * 1024;

/**
 * Posts over connections that are kept open, yet do not keep the process alive. `http` or `https` are loaded when first
 * sending, because they are most of what starting this SDK would cost.
 */
export function createHttpSender(context: NodeContext): HttpSender {
  const agents: Record<string, Agent | undefined> = {};
  const unsent = new Set<SendRequest>();
  const unanswered = new Set<SendRequest['body']>();
  let nextTurn: Promise<void> | undefined;

  const post = (request: SendRequest, body: string | Uint8Array, encoding?: string): Promise<SendResponse> =>
    new Promise((resolve, reject) => {
      const { proxy: proxyOption, caCerts, keepAlive = true, httpModule } = request as SendRequest & NodeOnly;
      const url = new URL(request.url);
      const proxy = proxyFor(url, proxyOption, process.env);
      const isEncrypted = url.protocol === 'https:';
      const via = proxy && !isEncrypted ? throughProxy(proxy, url) : undefined;
      const builtin = loadBuiltin((via && proxy ? proxy : url).protocol === 'https:' ? 'node:https' : 'node:http');
      const agentOptions = { keepAlive, maxSockets: MAX_SOCKETS, ca: caCerts };
      agents[`${url.protocol}${proxy?.host}`] ??=
        proxy && isEncrypted ? createTunnelAgent(proxy, agentOptions) : new builtin.Agent(agentOptions);
      const outgoing = (httpModule ?? builtin).request(url, {
        method: 'POST',
        agent: agents[`${url.protocol}${proxy?.host}`],
        ...via,
        headers: { ...headersFor(request, body), ...(encoding && { 'content-encoding': encoding }), ...via?.headers },
      });
      const timer = setTimeout(() => outgoing.destroy(new Error('no answer in time')), ANSWER_TIMEOUT_MS).unref();
      letProcessEnd(outgoing);
      outgoing
        .on('finish', () => {
          unsent.delete(request);
          unanswered.add(request.body);
        })
        .on('close', () => clearTimeout(timer))
        .on('error', reject)
        .on('response', (response) => {
          const { statusCode = 0, headers } = response;
          // Read to its end, so that the connection can be used again; what is wrong with it then is no matter.
          response.on('error', () => {}).resume();
          resolve({ statusCode, headers: headers as SendResponse['headers'] });
        })
        .end(body);
    });

  const send = async (request: SendRequest): Promise<SendResponse> => {
    unsent.add(request);
    try {
      if (nextTurn) {
        await nextTurn;
      }
      // No `await` before this for what is small, so that it is under way before the process can end.
      return await (Buffer.byteLength(request.body) > GZIP_ABOVE_BYTES
        ? gzip(request.body).then((body) => context.exit(() => asOwnRequest(() => post(request, body, 'gzip'))))
        : asOwnRequest(() => post(request, request.body)));
    } finally {
      unsent.delete(request);
      unanswered.delete(request.body);
    }
  };

  return {
    // Outside of any scopes: a connection lives long and must not keep the request that opened it alive.
    send: (request) => context.exit(() => send(request)),
    unsent: () => [...unsent],
    hasLeft: (body) => unanswered.has(body),
    postpone() {
      nextTurn = new Promise((resolve) => {
        setImmediate(() => {
          nextTurn = undefined;
          resolve();
        });
      });
    },
  };
}

/** What a host may give as `transportOptions`. */
export type NodeTransportOptions = TransportFactoryOptions & NodeOnly;

/** What only Node's transport knows. */
export interface NodeOnly {
  /** URL of a proxy. Default what `https_proxy` or `http_proxy` name; `no_proxy` lists ends of host names without one. */
  proxy?: string;
  /** Certificates to trust instead of Node's own. */
  caCerts?: AgentOptions['ca'];
  /** Keep connections open between requests; they do not keep the process alive. @default true */
  keepAlive?: boolean;
  /** Makes the requests instead of `node:http` and `node:https`. */
  httpModule?: { request: typeof httpRequest };
}

/** The transport that Node has anyway, for a `transport` option that wraps it. */
export function makeNodeTransport(options: NodeTransportOptions): Transport {
  const { send } = createHttpSender(nodeContext());
  return createTransport(options, ({ body }) => send({ ...options, body }));
}

/** The headers of a post. */
export function headersFor({ headers }: SendRequest, body: string | Uint8Array): Record<string, string | number> {
  return {
    'content-type': 'application/x-sentry-envelope',
    'content-length': Buffer.byteLength(body),
    'user-agent': `vedette.javascript.node/${SDK_VERSION}`,
    ...headers,
  };
}

function gzip(body: string | Uint8Array): Promise<Uint8Array> {
  return promisify(loadBuiltin('node:zlib').gzip)(body);
}

function letProcessEnd(request: ClientRequest): void {
  // Each time anew: the agent makes a kept connection hold the process again when it hands it out.
  request.on('socket', (socket) => socket.unref());
}
