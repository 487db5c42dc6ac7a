import type { Context } from 'hono';

/** `GET /health`: for whoever waits until we run. Says nothing that needs guarding. */
export function healthRoute(c: Context): Response {
  return c.json({ status: 'ok' });
}
