#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { DEFAULT_PORT, type ReceiverOptions } from './options.ts';
import { startReceiver } from './receiver.ts';
import { RECEIVER_VERSION } from './version.ts';

const HELP = `Usage: vedette-receiver [options]

Takes errors and traces of Sentry-compatible SDKs, stores them in one SQLite file and shows them on a page.

  --port <number>        port to listen on (default ${DEFAULT_PORT}; 0 takes a free one)
  --host <address>       address to listen on (default 127.0.0.1; others ask readers for a token)
  --db <file>            database file (default ./vedette.db)
  --source-maps <dir>    folder of a build with source maps; may be given several times
  --token <text>         what readers must show (default none on loopback, else a random one)
  --help, --version
`;

/** Reads the flags; ends the process with one line when they make no sense. */
function readFlags(): ReceiverOptions & { help?: boolean; version?: boolean } {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      db: { type: 'string' },
      'source-maps': { type: 'string', multiple: true },
      token: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  });
  const { port, 'source-maps': sourceMaps, ...others } = values;
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)) {
    throw new Error(`--port: ${port} is not a port`);
  }
  if (others.token === '') {
    throw new Error('--token: it is empty');
  }
  return { ...others, sourceMaps, ...(port !== undefined && { port: Number(port) }) };
}

async function main(): Promise<void> {
  const { help, version, ...options } = readFlags();
  if (help || version) {
    process.stdout.write(help ? HELP : `${RECEIVER_VERSION}\n`);
    return;
  }
  const receiver = await startReceiver({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
  const query = receiver.token === null ? '' : `/?token=${encodeURIComponent(receiver.token)}`;
  process.stdout.write(
    `Vedette receiver ${RECEIVER_VERSION}\n  page  ${receiver.url}${query}\n  DSN   ${receiver.dsn}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second signal finds no listener and ends the process at once.
    process.once(signal, () => void receiver.close());
  }
}

function explain(error: NodeJS.ErrnoException & { port?: number; address?: string }): string {
  if (error.code === 'EADDRINUSE') {
    return `port ${error.port} is in use; stop what uses it or choose another with --port`;
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `--host: ${error.address ?? 'it'} is not an address of this machine`;
  }
  return error.message;
}

main().catch((error: Error) => {
  process.stderr.write(`vedette-receiver: ${explain(error)}\n`);
  process.exitCode = 1;
});
