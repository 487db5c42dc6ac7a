import type { Context } from 'hono';
import type { Status } from '../api.ts';
import type { Store } from '../store/store.ts';
import type { BuildFolders } from '../symbolicate/build-folders.ts';
import { RECEIVER_VERSION } from '../version.ts';

/** `GET /api/0/status`. The DSNs name us as whoever asks has reached us, who may be on another machine. */
export function statusRoute(store: Store, builds: BuildFolders, dsnOf: (projectId: string) => string) {
  return async (c: Context): Promise<Response> =>
    c.json<Status>({
      version: RECEIVER_VERSION,
      projects: store.projects
        .list()
        .map((id) => ({ id, publicKey: store.publicKey, dsn: reachedAt(dsnOf(id), c.req.header('host')) })),
      ...store.issues.totals(),
      transactions: store.transactions.count(),
      feedback: store.feedback.count(),
      logs: store.logs.count(),
      dropped: store.dropped.list(),
      sourceMaps: { folders: [...builds.folders], files: (await builds.scan()).length },
    });
}

/** The DSN with another host and port, where these are some. */
function reachedAt(dsn: string, host = ''): string {
  try {
    const [url, { hostname, port }] = [new URL(dsn), new URL(`http://${host}`)];
    return Object.assign(url, { hostname, port }).href;
  } catch {
    return dsn;
  }
}
