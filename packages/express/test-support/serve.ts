import { once } from 'node:events';
import { type IncomingMessage, request as open, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type express from 'express';

const require = createRequire(import.meta.url);

/** The versions of Express that tests run on: of 5 also with the last router that does not tell of its layers. */
export const VERSIONS: Array<[version: string, createApp: typeof express]> = [
  ['5.3', require('express')],
  ['5 with router 2.2', withRouter(require('express'), require('router22'))],
  ['4.22', require('express4')],
];

function withRouter(createApp: typeof express, Router: typeof express.Router): typeof express {
  const create = (): express.Express => Object.defineProperty(createApp(), 'router', { value: Router() });
  return Object.assign(create, createApp, { Router });
}

/** An application that listens. */
export interface Served {
  url: string;
  close(): void;
}

/** Serves an application that prints no errors. */
export async function serve(app: express.Express): Promise<Served> {
  app.set('env', 'test');
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What was answered. */
interface Answer {
  status: number;
  text: string;
}

/** Asks and reads the answer; rejects when the connection breaks before its end. */
export async function ask(url: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  const [response] = (await once(open(url, { method, headers }).end(), 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return { status: response.statusCode ?? 0, text };
}
