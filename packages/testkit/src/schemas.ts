import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Which schema holds an item's payload, by the item's type. Types that are not here are not JSON of ours. */
const SCHEMA_OF_ITEM: Record<string, string> = {
  event: 'event',
  transaction: 'transaction',
  feedback: 'feedback',
  session: 'session',
  sessions: 'sessions',
  client_report: 'client-report',
  user_report: 'user-report',
  check_in: 'check-in',
  log: 'log',
  trace_metric: 'trace-metric',
  span: 'span',
};
const SPAN_V2 = 'application/vnd.sentry.items.span.v2+json';

/** Holds the payload of an item against its schema; `undefined` when the item's type has none. */
export function checkPayload(headers: { type: string; content_type?: string }, payload: unknown): string[] | undefined {
  const name = headers.content_type === SPAN_V2 ? 'spans' : SCHEMA_OF_ITEM[headers.type];
  return name === undefined ? undefined : check(name, payload);
}

/** Holds the first line of an envelope against its schema. */
export function checkEnvelopeHeader(headers: unknown): string[] {
  return check('envelope-header', headers);
}

/** Holds an item's header line against its schema. */
export function checkItemHeader(headers: unknown): string[] {
  return check('item-header', headers);
}

/**
 * Holds an error event against the published JSON Schema of July 2024, where somebody has laid it beside the
 * repository. It is not ours, so it is not in here. What the protocol has learned since is translated back first.
 */
export function checkAgainstPublishedSchema(event: unknown): string[] {
  const validate = published();
  return validate && !validate(inTermsOf2024(event as Json)) ? describe(validate.errors, 'published schema: ') : [];
}

type Json = Record<string, unknown>;

// As paths: in a test with a document, `URL` is the document's, and Vite takes `new URL(..., import.meta.url)` for an asset.
const folder = path.dirname(fileURLToPath(import.meta.url));
const load = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Json;
const schemaFile = (name: string) => path.join(folder, 'schema', `${name}.json`);

const ajv = once(() => {
  const instance = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
  addFormats.default(instance);
  for (const shared of ['common', 'event-base', 'span', 'session']) {
    instance.addSchema(load(schemaFile(shared)));
  }
  return instance;
});

function check(name: string, value: unknown): string[] {
  const validate = ajv().getSchema(`${name}.json`) ?? ajv().compile(load(schemaFile(name)));
  return validate(withoutNulls(value)) ? [] : describe(validate.errors);
}

const published = once((): ValidateFunction | undefined => {
  const file = path.join(folder, '../../../../shared/spec/event.schema.json');
  if (!existsSync(file)) {
    return undefined;
  }
  // Its integer formats (`uint64`, `double`) say no more than `type` and `minimum` beside them.
  return new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(load(file));
});

function describe(errors: ErrorObject[] | null | undefined, prefix = ''): string[] {
  return (errors ?? []).map(({ instancePath, message, params }) => {
    const what = Object.values(params as Json).filter((value) => typeof value === 'string' || Array.isArray(value));
    return `${prefix}${instancePath || '/'} ${message}${what.length > 0 ? ` (${what.join('; ')})` : ''}`;
  });
}

/** A field that is `null` counts as absent, unless it is required. Source: event-payload, head of the page. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => (element === null ? null : withoutNulls(element)));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, field]) => field !== null);
    return Object.fromEntries(entries.map(([key, field]) => [key, withoutNulls(field)]));
  }
  return value;
}

const USER_FIELDS_OF_2024 = ['id', 'username', 'email', 'name', 'ip_address', 'geo', 'data'];

/** The same event as the schema of 2024 knows it. Each line is a difference that event-payload names. */
function inTermsOf2024(event: Json): Json {
  const { message, tags, user, sdk, breadcrumbs, level, ...rest } = event as Json & {
    tags?: Json;
    user?: Json;
    sdk?: Json;
  };
  const crumbs = (
    Array.isArray(breadcrumbs) ? breadcrumbs : (breadcrumbs as { values?: Json[] } | undefined)?.values
  ) as Json[] | undefined;
  return {
    ...rest,
    level: olderLevel(level),
    ...(message !== undefined && { logentry: { formatted: message } }),
    ...(tags && { tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)])) }),
    ...(user && { user: olderUser(user) }),
    ...(sdk && { sdk: without(sdk, 'settings') }),
    ...(crumbs && {
      breadcrumbs: { values: crumbs.map((crumb) => ({ ...without(crumb, 'origin'), level: olderLevel(crumb.level) })) },
    }),
  };
}

function olderLevel(level: unknown): unknown {
  return level === 'log' ? 'info' : (level ?? null);
}

function olderUser(user: Json): Json {
  const known = Object.entries(user).filter(([key]) => USER_FIELDS_OF_2024.includes(key));
  return { ...Object.fromEntries(known), ...(user.id !== undefined && { id: String(user.id) }) };
}

function without(object: Json, key: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
