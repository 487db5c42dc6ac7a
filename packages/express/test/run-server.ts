import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

export type Format = 'esm' | 'cjs';
export type Version = 4 | 5;

/** A server in a process of its own. */
export interface RunningServer {
  /** Of the first application that listens, the second and so on. */
  ports: number[];
  /** Its folder. */
  place: string;
  /** Resolves with the exit code, which it has when it ended by itself. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

export interface Servers {
  /**
   * Runs program text that finds `express`, `sdk` (`undefined` without `init`), `http` and `builtin(name)`, and prints `{"ports":[...]}` when
   * it listens. `init`: the options of our `init` as program text, called before Express is loaded.
   */
  start(
    program: string,
    setup: { version: Version; format: Format; init?: string; env?: string },
  ): Promise<RunningServer>;
  close(): void;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Bundles the sources in both formats, so that processes of their own load them as a user's would. */
export async function prepareServers(): Promise<Servers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-express-'));
  const modules = path.join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(here('../node_modules/express'), path.join(modules, 'express5'));
  symlinkSync(here('../node_modules/express4'), path.join(modules, 'express4'));
  const common: BuildOptions = {
    entryPoints: [here('../src/index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node18',
    conditions: ['@vedette/source'],
  };
  await Promise.all([
    build({ ...common, outfile: path.join(modules, 'sdk.cjs'), format: 'cjs' }),
    build({ ...common, outfile: path.join(modules, 'sdk.mjs'), format: 'esm' }),
  ]);
  let count = 0;
  return {
    async start(program, { version, format, init, env = 'production' }) {
      // Where a program lies is as long with us as without, and its lines are the same: error pages tell both.
      const place = path.join(
        folder,
        `${version}-${format}-${init === undefined ? 'bare' : 'ours'}-${`${count++}`.padStart(3, '0')}`,
      );
      mkdirSync(place);
      const file = path.join(place, format === 'esm' ? 'program.mjs' : 'program.cjs');
      writeFileSync(file, head(version, format, init) + program);
      const { PATH = '' } = process.env;
      const child = spawn(process.env.VEDETTE_TEST_NODE ?? process.execPath, [file], {
        env: { PATH, TMPDIR: place, NODE_ENV: env },
        cwd: place,
      });
      return listening(child, place);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** On one line, with and without us. */
function head(version: Version, format: Format, init: string | undefined): string {
  const [sdk, express, builtin] =
    format === 'esm'
      ? [
          `import * as sdk from '../node_modules/sdk.mjs'`,
          `await import('express${version}')`,
          `(await import('node:module')).createRequire(import.meta.url)`,
        ]
      : [`const sdk = require('../node_modules/sdk.cjs')`, `{ default: require('express${version}') }`, 'require'];
  const start = init === undefined ? 'const sdk = undefined' : `${sdk}; sdk.init(${init})`;
  return `${start}; const { default: express } = ${express}; const builtin = ${builtin}; const http = builtin('node:http');\n`;
}

async function listening(child: ChildProcess, place: string): Promise<RunningServer> {
  let output = '';
  let errors = '';
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ports = await new Promise<number[]>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const told = /^\{"ports":.*$/m.exec(output)?.[0];
      if (told) {
        resolve(JSON.parse(told).ports);
      }
    });
    ended.then((code) => reject(new Error(`ended with ${code}: ${errors}`)));
  });
  return {
    ports,
    ended,
    place,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** What is asked of a server. */
export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Go away when the answer has begun. */
  aborts?: boolean;
}

/** Every byte that a server answers on a connection of its own, until that is closed. The date is taken out. */
export async function askRaw(
  port: number,
  { method = 'GET', path: url, headers = {}, body, aborts }: Ask,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const all = {
    host: 'localhost',
    connection: 'close',
    ...(body && { 'content-length': `${body.length}` }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
    if (aborts) {
      socket.destroy();
    }
  });
  // A connection that breaks is an answer too.
  socket.on('error', () => {});
  await once(socket, 'close');
  return answer.replace(/^Date: .*\r\n/m, '');
}
