import type { HttpBindings } from '@hono/node-server';
import { type ParsedEnvelope, parseEnvelope } from '@vedette/core/wire';
import type { Context } from 'hono';
import { type Credentials, checkEnvelope, checkRequest } from '../ingest/auth.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { type BodyLimits, withBody } from '../ingest/read-body.ts';
import { isRefusal, type Refusal } from '../ingest/refusal.ts';

/** Of one envelope. SDKs send a handful, and at most a hundred session updates together. */
const MAX_ITEMS = 1000;

export interface EnvelopeRouteParts {
  publicKey: string;
  limits: BodyLimits;
  ingest: Ingest;
  log: (line: string) => void;
}

type EnvelopeContext = Context<{ Bindings: HttpBindings }>;

/**
 * `POST /api/:project/envelope/`: 200 means that all of it is on the disk. Browsers of any origin may post. `read`: what
 * to make of a body that is something else.
 */
export function envelopeRoute(
  { publicKey, limits, ingest, log }: EnvelopeRouteParts,
  read: (body: Uint8Array) => ParsedEnvelope = (body) => parseEnvelope(body, MAX_ITEMS),
) {
  const take = async (c: EnvelopeContext, credentials: Credentials): Promise<{ id: string | undefined } | Refusal> => {
    const refused = checkRequest(credentials, publicKey);
    if (refused) {
      return refused;
    }
    return withBody(c.env.incoming, limits, async (body) => {
      const envelope = read(body);
      return (
        checkEnvelope(credentials, envelope.headers.dsn, publicKey) ?? (await ingest(credentials.project, envelope))
      );
    });
  };

  return async (c: EnvelopeContext): Promise<Response> => {
    allowAnyOrigin(c);
    const result = await take(c, {
      project: c.req.param('project') ?? '',
      queryKey: c.req.query('sentry_key'),
      authHeader: c.req.header('x-sentry-auth'),
    });
    if (!isRefusal(result)) {
      return c.json(result);
    }
    const { status, ...answer } = result;
    log(`envelope refused with ${status}: ${[result.detail, ...(result.causes ?? [])].join('; ')}`);
    c.header('X-Sentry-Error', headerText([result.detail, ...(result.causes ?? [])].join('; ')));
    if (status === 503) {
      c.header('Retry-After', '1');
    }
    return c.json(answer, status);
  };
}

/** The answer to a browser's question before it posts with a content type or header of its own. */
export function envelopePreflightRoute(c: Context): Response {
  allowAnyOrigin(c);
  c.header('Access-Control-Allow-Methods', 'POST');
  // Source: wire-protocol, "HTTP request".
  c.header(
    'Access-Control-Allow-Headers',
    'content-type, content-encoding, x-sentry-auth, x-requested-with, authentication, authorization, accept',
  );
  c.header('Access-Control-Max-Age', '7200');
  return c.body(null, 204);
}

function allowAnyOrigin(c: Context): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Access-Control-Expose-Headers', 'X-Sentry-Rate-Limits, Retry-After, X-Sentry-Error');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('X-Content-Type-Options', 'nosniff');
}

/** Printable ASCII of bounded length: causes repeat parts of what was sent. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, '?').slice(0, 500);
}
