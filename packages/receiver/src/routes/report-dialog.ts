import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { parseDsn } from '@vedette/core/wire';
import type { Context } from 'hono';
import type { ApiError } from '../api.ts';
import { readUserReportItem } from '../ingest/items/user-report.ts';
import { type BodyLimits, withBody } from '../ingest/read-body.ts';
import { isRefusal, type Refusal, refuse } from '../ingest/refusal.ts';
import { uuidOf } from '../lib/ids.ts';
import type { Store } from '../store/store.ts';

/** Of a report; its text is at most 4096 characters, which a form makes up to nine bytes each. */
const MAX_REPORT_BYTES = 64 * 1024;

/**
 * `GET /api/embed/error-page/?dsn=&eventId=`: the script that shows the dialog in the page that asks for it. It is the same
 * for everybody and reads its options from its own address, so nothing of a request ever stands in an answer.
 */
export function reportDialogRoute(publicKey: string, embedFolder: string) {
  return async (c: Context): Promise<Response> => {
    allowAnyPage(c);
    const read = readTarget(c, publicKey);
    if (isRefusal(read)) {
      return c.json<ApiError>({ detail: read.detail }, read.status);
    }
    const script = await readFile(join(embedFolder, 'report-dialog.global.js'), 'utf8').catch(() => undefined);
    if (script === undefined) {
      return c.json<ApiError>({ detail: 'the dialog of this receiver is not built' }, 503);
    }
    c.header('Content-Type', 'text/javascript; charset=utf-8');
    return c.body(script);
  };
}

/** `POST` of the same address: what the user wrote into the dialog, as a form; becomes feedback on the event. */
export function takeReportRoute({ store, limits }: { store: Store; limits: BodyLimits }) {
  return async (c: Context<{ Bindings: HttpBindings }>): Promise<Response> => {
    allowAnyPage(c);
    const target = readTarget(c, store.publicKey);
    const result = isRefusal(target)
      ? target
      : await withBody(c.env.incoming, { ...limits, maxBytes: MAX_REPORT_BYTES }, async (body) =>
          storeReport(store, target, new URLSearchParams(new TextDecoder().decode(body))),
        );
    return isRefusal(result)
      ? c.json<ApiError>({ detail: result.detail, causes: result.causes }, result.status)
      : c.json({});
  };
}

interface Target {
  projectId: string;
  eventId: string;
}

function readTarget(c: Context, publicKey: string): Target | Refusal {
  const dsn = parseDsn(c.req.query('dsn'));
  const eventId = uuidOf(c.req.query('eventId'));
  if (dsn?.publicKey !== publicKey) {
    return refuse(403, 'the dsn is not that of this receiver');
  }
  return eventId ? { projectId: dsn.projectId, eventId } : refuse(400, 'eventId is not a UUID of 32 hex digits');
}

async function storeReport(
  store: Store,
  { projectId, eventId }: Target,
  form: URLSearchParams,
): Promise<object | Refusal> {
  const field = (name: string): string => form.get(name)?.trim() ?? '';
  const report = {
    ...{ event_id: eventId, source: 'report_dialog' },
    ...{ name: field('name'), email: field('email'), comments: field('comments') },
  };
  const result = await readUserReportItem(report, '', {
    ...{ projectId, envelopeEventId: eventId, receivedAt: Date.now() },
    symbolicate: async () => null,
  });
  if ('causes' in result) {
    return refuse(400, 'the report is not valid', { causes: result.causes });
  }
  try {
    await store.write(() => result.write(store));
    return {};
  } catch {
    return refuse(503, 'the report could not be stored');
  }
}

/** The page that shows the dialog is somebody else's, and may itself ask that what it loads allows that. */
function allowAnyPage(c: Context): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-cache');
}
