import type { Agent, ClientRequest } from 'node:http';
import type { SendResponse } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';
import { asOwnRequest } from '../own-requests.ts';
import { createTunnelAgent, proxyFor, throughProxy } from '../proxy.ts';
import { headersFor } from './headers-for.ts';
import { ANSWER_TIMEOUT_MS, MAX_CONNECTIONS, type Post } from './post.ts';

/** The way that goes everywhere: by `node:http` and `node:https`, or by what the host has given instead of them. */
export function createHttpWay(): (post: Post) => void {
  const agents: Record<string, Agent | undefined> = {};
  return (post) => {
    const { request, body, encoding, left, answered, failed } = post;
    const { proxy: proxyOption, caCerts, keepAlive = true, httpModule } = request;
    const url = new URL(request.url);
    const proxy = proxyFor(url, proxyOption, process.env);
    const isEncrypted = url.protocol === 'https:';
    const via = proxy && !isEncrypted ? throughProxy(proxy, url) : undefined;
    const builtin = loadBuiltin((via && proxy ? proxy : url).protocol === 'https:' ? 'node:https' : 'node:http');
    const agentOptions = { keepAlive, maxSockets: MAX_CONNECTIONS, ca: caCerts };
    const key = `${url.protocol}${proxy?.host}`;
    agents[key] ??= proxy && isEncrypted ? createTunnelAgent(proxy, agentOptions) : new builtin.Agent(agentOptions);
    const outgoing = asOwnRequest(() =>
      (httpModule ?? builtin).request(url, {
        method: 'POST',
        agent: agents[key],
        ...via,
        headers: {
          'content-length': Buffer.byteLength(body),
          ...headersFor(request),
          ...(encoding && { 'content-encoding': encoding }),
          ...via?.headers,
        },
      }),
    );
    const timer = setTimeout(() => outgoing.destroy(new Error('no answer in time')), ANSWER_TIMEOUT_MS).unref();
    letProcessEnd(outgoing);
    outgoing
      .on('finish', left)
      .on('close', () => clearTimeout(timer))
      .on('error', failed)
      .on('response', (response) => {
        const { statusCode = 0, headers } = response;
        // Read to its end, so that the connection can be used again; what is wrong with it then is no matter.
        response.on('error', () => {}).resume();
        answered({ statusCode, headers: headers as SendResponse['headers'] });
      })
      .end(body);
  };
}

function letProcessEnd(request: ClientRequest): void {
  // Each time anew: the agent makes a kept connection hold the process again when it hands it out.
  request.on('socket', (socket) => socket.unref());
}
