/** A request of any server: what those of Node, Express, Koa, Next.js and the Fetch API have, as far as it is there. */
export interface PolymorphicRequest {
  headers?: Record<string, string | string[] | undefined>;
  method?: string;
  protocol?: string;
  hostname?: string;
  host?: string;
  url?: string;
  originalUrl?: string;
  baseUrl?: string;
  query?: Record<string, unknown> | string;
  cookies?: Record<string, string>;
  body?: unknown;
  ip?: string;
  user?: Record<string, unknown>;
  socket?: { encrypted?: boolean; remoteAddress?: string };
  connection?: { encrypted?: boolean; remoteAddress?: string };
  /** Middlewares and their paths, as Express tells them. */
  route?: { path: string; stack?: Array<{ name: string }> };
}
