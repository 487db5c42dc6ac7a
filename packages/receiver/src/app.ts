import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ApiError } from './api.ts';
import { createByteBudget } from './ingest/byte-budget.ts';
import { createIngest } from './ingest/ingest.ts';
import { attachmentRoute } from './routes/attachment.ts';
import { envelopePreflightRoute, envelopeRoute } from './routes/envelope.ts';
import { eventRoute } from './routes/event.ts';
import { feedbackRoute } from './routes/feedback.ts';
import { healthRoute } from './routes/health.ts';
import { issueRoute } from './routes/issue.ts';
import { issuesRoute } from './routes/issues.ts';
import { logsRoute } from './routes/logs.ts';
import { metricsRoute } from './routes/metrics.ts';
import { monitorsRoute } from './routes/monitors.ts';
import { pageRoute } from './routes/page.ts';
import { releasesRoute } from './routes/releases.ts';
import { reportDialogRoute, takeReportRoute } from './routes/report-dialog.ts';
import { statusRoute } from './routes/status.ts';
import { storeRoute } from './routes/store.ts';
import { traceRoute } from './routes/trace.ts';
import { guardReading } from './security/guard-reading.ts';
import { readerHeaders } from './security/response-headers.ts';
import type { Store } from './store/store.ts';
import type { BuildFolders } from './symbolicate/build-folders.ts';
import { createSourceMaps } from './symbolicate/source-maps.ts';
import { createSymbolicate } from './symbolicate/symbolicate.ts';

export interface AppParts {
  store: Store;
  builds: BuildFolders;
  /** Where the built page lies. */
  pageFolder: string;
  /** Where the built script of the report dialog lies. */
  embedFolder: string;
  loopbackOnly: boolean;
  /** Readers must show it; `undefined`: they need none. */
  token: string | undefined;
  maxBodyBytes: number;
  dsnOf: (projectId: string) => string;
  log: (line: string) => void;
}

/** Bodies under way together, compressed and not; with what parsing makes of them about four times as much memory. */
const MAX_PENDING_BYTES = 128 * 1024 * 1024;

/** Every route, in order: ingest, the report dialog and health are open, what comes after the guard is for readers. */
export function createApp(parts: AppParts): Hono<{ Bindings: HttpBindings }> {
  const { store, builds, log } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const ingest = createIngest({ store, log, symbolicate: createSymbolicate(builds, createSourceMaps()) });
  const limits = {
    maxBytes: parts.maxBodyBytes,
    // One body at its largest must fit, before and after decompression.
    budget: createByteBudget(Math.max(MAX_PENDING_BYTES, 2 * parts.maxBodyBytes)),
  };
  const intake = { publicKey: store.publicKey, limits, ingest, log };

  for (const [name, take] of Object.entries({ envelope: envelopeRoute(intake), store: storeRoute(intake) })) {
    for (const path of [`/api/:project/${name}/`, `/api/:project/${name}`]) {
      app.post(path, take);
      app.options(path, envelopePreflightRoute);
    }
  }
  for (const path of ['/api/embed/error-page/', '/api/embed/error-page']) {
    app.get(path, reportDialogRoute(store.publicKey, parts.embedFolder));
    app.post(path, takeReportRoute({ store, limits }));
  }
  app.get('/health', healthRoute);

  app.use(readerHeaders(), guardReading(parts));
  app.get('/api/0/issues', issuesRoute(store));
  app.get('/api/0/issues/:id', issueRoute(store));
  app.get('/api/0/events/:eventId', eventRoute(store));
  app.get('/api/0/traces/:traceId', traceRoute(store));
  app.get('/api/0/attachments/:id', attachmentRoute(store));
  app.get('/api/0/feedback', feedbackRoute(store));
  app.get('/api/0/releases', releasesRoute(store));
  app.get('/api/0/logs', logsRoute(store));
  app.get('/api/0/monitors', monitorsRoute(store));
  app.get('/api/0/metrics', metricsRoute(store));
  app.get('/api/0/status', statusRoute(store, builds, parts.dsnOf));
  app.all('/api/*', (c) => c.json<ApiError>({ detail: 'there is no such route' }, 404));
  app.get('*', pageRoute(parts.pageFolder));

  app.notFound((c) => c.json<ApiError>({ detail: 'there is no such route' }, 404));
  app.onError((error, c) => {
    log(`${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`);
    return c.json<ApiError>({ detail: 'internal error' }, 500);
  });
  return app;
}
