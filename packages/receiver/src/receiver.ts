import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { dsnToString } from '@vedette/core/wire';
import { createApp } from './app.ts';
import { type ReceiverOptions, resolveOptions } from './options.ts';
import { EMBED_FOLDER, PAGE_FOLDER } from './page-folder.ts';
import { isLoopbackAddress } from './security/loopback.ts';
import { createToken } from './security/token.ts';
import { openStore } from './store/store.ts';
import { createBuildFolders } from './symbolicate/build-folders.ts';

/** A receiver that runs. */
export interface Receiver {
  /** Of the page, without a slash at the end. */
  url: string;
  /** To paste into an SDK: project 1. Any other number as project works with the same key. */
  dsn: string;
  port: number;
  /** What readers must show; `null` when they need nothing. */
  token: string | null;
  /** Finishes what is under way (at most two seconds), writes what waits and closes the file. */
  close(): Promise<void>;
}

/** A body has to arrive within this time, or its connection is closed. */
const REQUEST_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 2000;

/**
 * Starts a receiver: opens the database, listens, and resolves when envelopes may come. Rejects with a
 * `DatabaseFileError` when the file cannot be used, and with Node's own error when the port cannot (`EADDRINUSE`).
 */
export async function startReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
  const { host, port: wantedPort, db, sourceMaps, maxBodyBytes, log, ...resolved } = resolveOptions(options);
  const loopbackOnly = isLoopbackAddress(host);
  const token = resolved.token ?? (loopbackOnly ? undefined : createToken());
  const store = openStore(db);
  let port = 0;
  const dsnOf = (projectId: string): string =>
    dsnToString({
      ...{ protocol: 'http', host: reachableHost(host), port: String(port), path: '', projectId },
      publicKey: store.publicKey,
    });
  const builds = createBuildFolders(sourceMaps);
  const app = createApp({
    ...{ store, builds, loopbackOnly, token, maxBodyBytes, dsnOf, log },
    pageFolder: PAGE_FOLDER,
    embedFolder: EMBED_FOLDER,
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    // The adapter would replace the process's own Request and Response; we may be a guest in it.
    overrideGlobalObjects: false,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS },
  }) as Server;
  try {
    port = await listen(server, host, wantedPort);
  } catch (error) {
    store.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    url: `http://${reachableHost(host)}:${port}`,
    dsn: dsnOf('1'),
    port,
    token: token ?? null,
    close() {
      closing ??= stop(server).then(store.close);
      return closing;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Waits for requests under way; a connection that falls idle meanwhile would otherwise be kept for its next one. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const timeout = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(timeout);
      resolve();
    });
  });
}

/** An address one can connect to: "every address" is none, but this machine is among them. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') {
    return '127.0.0.1';
  }
  return host.includes(':') ? `[${host}]` : host;
}
