/** How to start a receiver. */
export interface ReceiverOptions {
  /** Address to listen on. Beyond loopback the page and the read API ask for a token. @default '127.0.0.1' */
  host?: string;
  /** 0 takes any that is free. @default 8977 */
  port?: number;
  /** The SQLite file; made when it is not there. @default './vedette.db' */
  db?: string;
  /** Folders with source maps, searched with their subfolders. They may come to be later. @default [] */
  sourceMaps?: string[];
  /** What readers must show. @default none on loopback, else a random one */
  token?: string;
  /** Largest body of an envelope, in bytes, after decompression. @default 20971520 (20 MiB) */
  maxBodyBytes?: number;
  /** Is told, in one line each, what was refused and what went wrong. @default silent */
  log?: (line: string) => void;
}

/** Options with all defaults filled in; `token` may stay undefined on loopback. */
export type ResolvedOptions = Required<Omit<ReceiverOptions, 'token'>> & Pick<ReceiverOptions, 'token'>;

export function resolveOptions(options: ReceiverOptions): ResolvedOptions {
  return {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? DEFAULT_PORT,
    db: options.db ?? './vedette.db',
    sourceMaps: options.sourceMaps ?? [],
    token: options.token,
    maxBodyBytes: options.maxBodyBytes ?? 20 * 1024 * 1024,
    log: options.log ?? (() => undefined),
  };
}

export const DEFAULT_PORT = 8977;
