/**
 * What a user's program does, for `runtimes.test.ts`: checks that its platform keeps the contract, then serves requests with
 * every server that the runtime has. Says on stdout what came of the first, and on which ports it listens.
 */
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { platformContract } from '@vedette/core/testing';
import * as Vedette from '@vedette/node';

interface Serving {
  serve(options: { port: number; hostname: string; onListen: () => void; fetch: Answer }, handler?: Answer): unknown;
}
type Answer = (request: Request) => Promise<Response>;

const { dsn, downstream, contract } = JSON.parse(process.argv.at(-1) as string);

const client = Vedette.init({ dsn, tracesSampleRate: 1 }) as Vedette.Client;

/** Two requests are in here at once, each with its own scopes. */
async function work(url: string): Promise<string> {
  const name = new URL(url, 'http://localhost').searchParams.get('name') as string;
  Vedette.setTag('name', name);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => http.get(`${downstream}/http`, (response) => response.resume().on('end', resolve)));
  await (await fetch(`${downstream}/fetch`)).text();
  Vedette.captureException(new Error(`in ${name}`));
  return name;
}

function startHttpServer(): Promise<number> {
  const server = http.createServer(async ({ url = '/' }, response) => {
    if (url === '/die') {
      setTimeout(() => {
        throw new Error('what it died of');
      });
    } else {
      response.end(await work(url));
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** `undefined` in Node, which has no other. */
function startOwnServer(): number | undefined {
  const { Bun: bun, Deno: deno } = globalThis as { Bun?: Serving; Deno?: Serving };
  const answer: Answer = async ({ url }) => {
    if (url.endsWith('/throw')) {
      throw new Error('in a handler');
    }
    return new Response(await work(url));
  };
  const options = { port: 0, hostname: '127.0.0.1', onListen() {}, fetch: answer };
  const { port, addr } = (bun?.serve(options) ?? deno?.serve(options, answer) ?? {}) as {
    port?: number;
    addr?: { port: number };
  };
  return port ?? addr?.port;
}

async function main(): Promise<void> {
  const ports = { http: await startHttpServer(), own: startOwnServer() };
  const broken: string[] = [];
  const cases = platformContract(contract);
  for (const { name, check } of cases) {
    await Promise.resolve(client.platform)
      .then(check)
      .catch((error) => broken.push(`${name}: ${error.message}`));
  }
  process.stdout.write(`${JSON.stringify({ checked: cases.length, broken, ports })}\n`);
}

main();
