import type { Agent, AgentOptions, RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import { loadBuiltin } from './load-builtin.ts';
import { asOwnRequest } from './own-requests.ts';

/**
 * The proxy on the way to a URL: the host's option, else what the environment names for the protocol, unless
 * `no_proxy` ends the host's name; `undefined` when there is none, or what is named is no URL.
 */
export function proxyFor(url: URL, option: string | undefined, env: NodeJS.ProcessEnv): URL | undefined {
  const named = (name: string): string | undefined => env[name] || env[name.toUpperCase()];
  const proxy = option || (url.protocol === 'https:' && named('https_proxy')) || named('http_proxy');
  const direct = (named('no_proxy') ?? '').split(',').map((suffix) => suffix.trim());
  if (!proxy || direct.some((suffix) => suffix === '*' || (suffix && url.hostname.endsWith(suffix)))) {
    return undefined;
  }
  try {
    return new URL(proxy);
  } catch {
    return undefined;
  }
}

/** What to add to the options of a plain request, so that it goes to the proxy, which passes it on. */
export function throughProxy(proxy: URL, url: URL): RequestOptions {
  return { ...addressOf(proxy), path: url.href, headers: { host: url.host, ...authorization(proxy) } };
}

/** An agent whose connections are tunnels that the proxy opens; what goes through them only the backend can read. */
export function createTunnelAgent(proxy: URL, options: AgentOptions): Agent {
  const { Agent } = loadBuiltin('node:https');
  const { request } = loadBuiltin(proxy.protocol === 'https:' ? 'node:https' : 'node:http');
  const agent = new Agent(options);
  const encrypt = agent.createConnection.bind(agent) as (to: object) => Duplex;
  agent.createConnection = (to, done) => {
    const path = `${to.host}:${to.port}`;
    const fail = done as (error: Error) => void;
    const headers = { host: path, ...authorization(proxy) };
    asOwnRequest(() => request({ ...addressOf(proxy), method: 'CONNECT', path, headers, agent: false }))
      .on('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) {
          done?.(null, encrypt({ ...to, socket }));
        } else {
          socket.destroy();
          fail(new Error(`the proxy answered ${statusCode}`));
        }
      })
      .on('error', fail)
      .end();
    return undefined;
  };
  return agent;
}

function addressOf({ protocol, hostname, port }: URL): RequestOptions {
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port: port || (protocol === 'https:' ? 443 : 80) };
}

function authorization({ username, password }: URL): Record<string, string> {
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return username ? { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` } : {};
}
