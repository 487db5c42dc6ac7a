import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  EVENT_ID,
  envelope,
  errorEvent,
  header,
  logHeaders,
  logs,
  samplingContext,
  session,
  spanHeaders,
  spans,
  transaction,
} from './examples.ts';
import { validateEnvelope } from './validate-envelope.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests break payloads in ways no type allows
type Any = any;

/** A deep copy, broken by `change`. */
function broken<T>(payload: T, change: (copy: Any) => void): T {
  const copy = structuredClone(payload);
  change(copy);
  return copy;
}
const ofError = (change: (event: Any) => void) => envelope(header, [{ type: 'event' }, broken(errorEvent, change)]);
const ofTransaction = (change: (event: Any) => void) =>
  envelope(header, [{ type: 'transaction' }, broken(transaction, change)]);
const ofMechanism = (change: (mechanism: Any) => void) => ofError((e) => change(e.exception.values[0].mechanism));
const ofFrame = (change: (frame: Any) => void) => ofError((e) => change(e.exception.values[1].stacktrace.frames[0]));

describe('accepts', () => {
  const reports = { timestamp: 1.5, discarded_events: [{ reason: 'before_send', category: 'error', quantity: 2 }] };
  const checkIn = { check_in_id: EVENT_ID, monitor_slug: 'nightly', status: 'ok', duration: 1.5 };
  const feedback = {
    ...{ event_id: EVENT_ID, type: 'feedback', timestamp: 1767323045, platform: 'javascript', level: 'info' },
    contexts: { feedback: { message: 'It broke', contact_email: 'a@example.org', source: 'api' } },
  };
  const metrics = {
    version: 2,
    items: [{ timestamp: 1.5, trace_id: 'ab'.repeat(16), name: 'orders', type: 'counter', value: 1 }],
  };
  const metricHeaders = {
    ...{ type: 'trace_metric', item_count: 1 },
    content_type: 'application/vnd.sentry.items.trace-metric+json',
  };
  const sessions = {
    aggregates: [{ started: '2026-01-02T03:04:00.000Z', exited: 123, errored: 3 }],
    attrs: { release: 'a@1.0.0' },
  };
  const message = { event_id: EVENT_ID, timestamp: 1.5, platform: 'javascript', level: 'info', message: 'hello' };

  test.each<[what: string, input: string]>([
    ['an error with a cause, breadcrumbs, user and request', envelope(header, [{ type: 'event' }, errorEvent])],
    ['a message', envelope(header, [{ type: 'event' }, message])],
    ['optional fields that are null', ofError((e) => Object.assign(e, { transaction: null, dist: null, user: null }))],
    ['an error with sampling facts', envelope({ ...header, trace: samplingContext }, [{ type: 'event' }, errorEvent])],
    ['a transaction with spans and measurements', envelope(header, [{ type: 'transaction' }, transaction])],
    ['a session beside an error', envelope(header, [{ type: 'event' }, errorEvent], [{ type: 'session' }, session])],
    ['session counts', envelope({}, [{ type: 'sessions' }, sessions])],
    ['a client report', envelope({}, [{ type: 'client_report' }, reports])],
    ['a check-in', envelope(header, [{ type: 'check_in' }, checkIn])],
    ['feedback', envelope(header, [{ type: 'feedback' }, feedback])],
    ['logs', envelope({}, [logHeaders, logs])],
    ['metrics', envelope({}, [metricHeaders, metrics])],
    ['streamed spans', envelope(header, [spanHeaders, spans])],
    [
      'an attachment that holds line feeds',
      envelope(header, [{ type: 'attachment', length: 5, filename: 'a' }, 'a\nb\nc']),
    ],
    ['one line feed at the end', `${envelope(header, [{ type: 'event' }, errorEvent])}\n`],
    ['an envelope without items', '{}'],
  ])('%s', (_, input) => {
    expect(validateEnvelope(input)).toEqual([]);
  });

  test('bytes as well as text', () => {
    const text = envelope(header, [
      { type: 'event' },
      broken(errorEvent, (e) => Object.assign(e.tags, { name: 'Zoë 🎈' })),
    ]);
    expect(validateEnvelope(new TextEncoder().encode(text))).toEqual([]);
  });
});

describe('refuses, and says why:', () => {
  test.each<[what: string, input: string, why: RegExp]>([
    ['no header', '', /envelope header is not a JSON object/],
    ['a padded header', '{} ', /padded/],
    ['an item header without type', '{}\n{}\n{}', /item 1 is not a JSON object with a type/],
    ['an item type that we never send', envelope({}, [{ type: 'form_data' }, {}]), /allowed values/],
    ['a length that is too long', envelope({}, [{ type: 'client_report', length: 99 }, {}]), /shorter than its length/],
    ['a length that is too short', envelope({}, [{ type: 'client_report', length: 1 }, {}]), /longer than its length/],
    ['two line feeds at the end', `${envelope(header, [{ type: 'event' }, errorEvent])}\n\n`, /item 2/],
    ['a payload that is not JSON', envelope(header, [{ type: 'event' }, 'oops']), /not JSON/],
    ['an attachment without name', envelope(header, [{ type: 'attachment', length: 1 }, 'a']), /filename/],
    ['logs without count', envelope({}, [{ ...logHeaders, item_count: undefined }, logs]), /item_count/],
    ['a wrong count', envelope({}, [{ ...logHeaders, item_count: 2 }, logs]), /item_count is 2, but there are 1/],
    [
      'an event without id in the header',
      envelope({ sent_at: header.sent_at }, [{ type: 'event' }, errorEvent]),
      /no event_id/,
    ],
    [
      'an event without time of sending',
      envelope({ event_id: EVENT_ID }, [{ type: 'event' }, errorEvent]),
      /no sent_at/,
    ],
    [
      'an event with another id than its header',
      ofError((e) => Object.assign(e, { event_id: 'ab'.repeat(16) })),
      /not that/,
    ],
    [
      'an id with dashes',
      ofError((e) => Object.assign(e, { event_id: '9ec79c33-ec99-42ab-8353-589fcb2e04dc' })),
      /event_id/,
    ],
    ['a time in milliseconds', ofError((e) => Object.assign(e, { timestamp: 1767323045678 })), /timestamp/],
    ['an event without platform', ofError((e) => delete e.platform), /platform/],
    ['a level that does not exist', ofError((e) => Object.assign(e, { level: 'warn' })), /level/],
    [
      'a field that is not in the protocol',
      ofError((e) => Object.assign(e, { sdkProcessingMetadata: {} })),
      /unevaluated/,
    ],
    ['an error with spans', ofError((e) => Object.assign(e, { spans: [] })), /unevaluated/],
    ['an error that says it has a type', ofError((e) => Object.assign(e, { type: 'error' })), /unevaluated/],
    ['an event that says nothing', ofError((e) => delete e.exception), /neither an exception nor a message/],
    ['a release with a slash', ofError((e) => Object.assign(e, { release: 'a/b' })), /release/],
    ['a tag that is an object', ofError((e) => Object.assign(e, { tags: { a: {} } })), /tags\/a/],
    ['a context that is not an object', ofError((e) => Object.assign(e.contexts, { app: 'shop' })), /contexts\/app/],
    ['a trace context without span', ofError((e) => delete e.contexts.trace.span_id), /span_id/],
    ['a trace id of zeros', ofError((e) => Object.assign(e.contexts.trace, { trace_id: '0'.repeat(32) })), /trace_id/],
    ['no exceptions', ofError((e) => Object.assign(e, { exception: { values: [] } })), /exception\/values/],
    ['an exception without type and value', ofError((e) => e.exception.values.unshift({})), /values\/0/],
    ['a mechanism without type', ofMechanism((m) => delete m.type), /mechanism/],
    ['a mechanism with objects as data', ofMechanism((m) => Object.assign(m, { data: { a: {} } })), /mechanism\/data/],
    ['exceptions with the same id', ofMechanism((m) => Object.assign(m, { exception_id: 0 })), /not unique/],
    ['an exception below one that is missing', ofMechanism((m) => Object.assign(m, { parent_id: 5 })), /not there/],
    ['causes in the wrong order', ofError((e) => e.exception.values.reverse()), /not the last/],
    ['a line counted from zero', ofFrame((f) => Object.assign(f, { lineno: 0 })), /lineno/],
    ['a column that is not whole', ofFrame((f) => Object.assign(f, { colno: 1.5 })), /colno/],
    ['a frame with a debug id', ofFrame((f) => Object.assign(f, { debug_id: 'x' })), /additional properties/],
    [
      'more than 50 frames',
      ofError((e) => e.exception.values[1].stacktrace.frames.push(...Array(50).fill({ function: 'f' }))),
      /50 items/,
    ],
    ['a breadcrumb that goes nowhere', ofError((e) => delete e.breadcrumbs[1].data.to), /breadcrumbs\/1\/data/],
    ['a method in lower case', ofError((e) => Object.assign(e.request, { method: 'get' })), /request\/method/],
    ['an address that is none', ofError((e) => Object.assign(e.user, { ip_address: 'here' })), /ip_address/],
    ['a transaction without trace', ofTransaction((e) => delete e.contexts.trace), /trace/],
    ['a transaction without name', ofTransaction((e) => Object.assign(e, { transaction: '' })), /\/transaction/],
    [
      'a transaction that ends too early',
      ofTransaction((e) => Object.assign(e, { timestamp: 1 })),
      /ends before it starts/,
    ],
    ['a span that has not ended', ofTransaction((e) => delete e.spans[0].timestamp), /timestamp/],
    [
      'a span of another trace',
      ofTransaction((e) => Object.assign(e.spans[0], { trace_id: 'ab'.repeat(16) })),
      /another trace/,
    ],
    [
      'a span below a stranger',
      ofTransaction((e) => Object.assign(e.spans[0], { parent_span_id: 'ab'.repeat(8) })),
      /hangs below/,
    ],
    [
      'a span with its parent\u2019s id',
      ofTransaction((e) => Object.assign(e.spans[0], { span_id: 'b7ad6b7169203331' })),
      /unique/,
    ],
    ['a status that does not exist', ofTransaction((e) => Object.assign(e.spans[0], { status: 'failed' })), /status/],
    [
      'a source that does not exist',
      ofTransaction((e) => Object.assign(e.transaction_info, { source: 'path' })),
      /source/,
    ],
    ['an object among span data', ofTransaction((e) => Object.assign(e.spans[0].data, { a: {} })), /data\/a/],
    [
      'an event and a transaction',
      envelope(header, [{ type: 'event' }, errorEvent], [{ type: 'transaction' }, transaction]),
      /exclude each other/,
    ],
    ['two events', envelope(header, [{ type: 'event' }, errorEvent], [{ type: 'event' }, errorEvent]), /one at most/],
    ['a recording by itself', envelope(header, [{ type: 'replay_recording', length: 2 }, '{}']), /come together/],
    ['logs with a trace header', envelope({ trace: samplingContext }, [logHeaders, logs]), /may mix traces/],
    [
      'a sampling decision against its own numbers',
      envelope({ ...header, trace: { ...samplingContext, sampled: 'false' } }, [{ type: 'event' }, errorEvent]),
      /say otherwise/,
    ],
    [
      'sampling facts that are not text',
      envelope({ ...header, trace: { ...samplingContext, sample_rate: 0.5 } }, [{ type: 'event' }, errorEvent]),
      /trace\/sample_rate/,
    ],
    ['a session without release', envelope(header, [{ type: 'session' }, { ...session, attrs: {} }]), /release/],
    ['a crash without error', envelope(header, [{ type: 'session' }, { ...session, status: 'crashed' }]), /errors/],
    [
      'an unknown reason for dropping',
      envelope({}, [
        { type: 'client_report' },
        { timestamp: 1, discarded_events: [{ reason: 'mood', category: 'error', quantity: 1 }] },
      ]),
      /reason/,
    ],
    [
      'an attribute whose type is not its value\u2019s',
      envelope({}, [logHeaders, broken(logs, (l) => Object.assign(l.items[0].attributes.a, { value: 1.5 }))]),
      /attributes\/a/,
    ],
    [
      'a level whose number is another\u2019s',
      envelope({}, [logHeaders, broken(logs, (l) => Object.assign(l.items[0], { severity_number: 17 }))]),
      /items\/0/,
    ],
    [
      'an event over one mebibyte',
      ofError((e) => Object.assign(e, { extra: { text: 'x'.repeat(1024 * 1024) } })),
      /1048576 at most/,
    ],
  ])('%s', (_, input, why) => {
    const problems = validateEnvelope(input);
    expect(problems).not.toEqual([]);
    expect(problems.join('\n')).toMatch(why);
  });

  test('a payload that is not UTF-8', () => {
    const head = new TextEncoder().encode(`${JSON.stringify(header)}\n{"type":"event"}\n`);
    expect(validateEnvelope(new Uint8Array([...head, 0x22, 0xff, 0x22]))).toEqual([expect.stringMatching(/not JSON/)]);
  });
});

// Third-party, so it lies beside the repository and not in it.
const hasPublishedSchema = existsSync(new URL('../../../../shared/spec/event.schema.json', import.meta.url));

test.runIf(hasPublishedSchema)('an error is also held against the published schema', () => {
  const problems = validateEnvelope(ofError((e) => Object.assign(e.exception.values[0], { thread_id: -1 })));
  expect(problems.join('\n')).toMatch(/published schema: /);
});
