import { type EnvelopeHeaders, parseDsn } from '@vedette/core/wire';

/** An item that has been read: its headers, and its payload when that is JSON. */
export interface ReadItem {
  headers: { type: string; item_count?: number; [key: string]: unknown };
  json: unknown;
  byteLength: number;
}

/**
 * What schemas cannot say: rules between the parts of one envelope. Returns problems, empty when all hold.
 * Sources: wire-protocol, "Envelope headers", "Size limits", "Combination rules"; event-payload, "Mechanism",
 * "Transactions".
 */
export function checkRules(headers: EnvelopeHeaders, items: ReadItem[]): string[] {
  return [
    ...headerRules(headers, items),
    ...combinationRules(items),
    ...items.flatMap((item, index) =>
      [...sizeRules(item), ...(PAYLOAD_RULES[item.headers.type]?.(item.json as Json, item) ?? [])].map(
        (problem) => `item ${index + 1} (${item.headers.type}): ${problem}`,
      ),
    ),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: payloads have passed a schema before they come here
type Json = any;

const NEEDS_EVENT_ID = ['event', 'transaction', 'feedback', 'user_report', 'attachment', 'profile'];
const NEEDS_SENT_AT = ['event', 'transaction', 'session', 'span', 'feedback', 'check_in', 'replay_event'];
const MIXES_TRACES = ['log', 'trace_metric'];

function* headerRules(headers: EnvelopeHeaders, items: ReadItem[]): Generator<string> {
  const types = items.map((item) => item.headers.type);
  const first = (wanted: string[]) => types.find((type) => wanted.includes(type));
  if (headers.event_id === undefined && first(NEEDS_EVENT_ID)) {
    yield `the envelope header has no event_id, which ${first(NEEDS_EVENT_ID)} needs`;
  }
  if (headers.sent_at === undefined && first(NEEDS_SENT_AT)) {
    yield `the envelope header has no sent_at, which ${first(NEEDS_SENT_AT)} needs`;
  }
  if (headers.trace !== undefined && first(MIXES_TRACES)) {
    yield `the envelope header has a trace, but ${first(MIXES_TRACES)} may mix traces`;
  }
  if (headers.dsn !== undefined && !parseDsn(headers.dsn)) {
    yield 'the dsn in the envelope header is none';
  }
  for (const item of items) {
    const own = (item.json as Json)?.event_id;
    if (['event', 'transaction', 'feedback'].includes(item.headers.type) && own && own !== headers.event_id) {
      yield `the event_id of the ${item.headers.type} is not that of the envelope header`;
    }
  }
  const { sample_rate: rate, sample_rand: rand, sampled } = headers.trace ?? {};
  if (rate !== undefined && rand !== undefined && sampled !== undefined) {
    if (Number(rand) < Number(rate) !== (sampled === 'true')) {
      yield `the trace says sampled ${sampled}, but sample_rand ${rand} and sample_rate ${rate} say otherwise`;
    }
  }
}

const AT_MOST_ONE = ['event', 'transaction', 'feedback', 'span', 'log', 'trace_metric', 'check_in'];
const EXCLUSIVE = [
  ['event', 'transaction'],
  ['feedback', 'transaction'],
];
const TOGETHER = [['replay_event', 'replay_recording']];

function* combinationRules(items: ReadItem[]): Generator<string> {
  const count = (type: string) => items.filter((item) => item.headers.type === type).length;
  for (const type of AT_MOST_ONE.filter((type) => count(type) > 1)) {
    yield `${count(type)} items of type ${type}, one at most`;
  }
  for (const pair of EXCLUSIVE.filter((pair) => pair.every(count))) {
    yield `${pair.join(' and ')} exclude each other`;
  }
  for (const pair of TOGETHER.filter((pair) => pair.some(count) && !pair.every(count))) {
    yield `${pair.join(' and ')} must come together`;
  }
  if (count('session') > 100) {
    yield `${count('session')} session items, 100 at most`;
  }
}

const KIB = 1024;
const MIB = 1024 * KIB;
const MAX_BYTES: Record<string, number> = {
  event: MIB,
  transaction: MIB,
  span: MIB,
  log: MIB,
  trace_metric: MIB,
  check_in: 100 * KIB,
  client_report: 4 * KIB,
  profile: 50 * MIB,
  profile_chunk: 50 * MIB,
};

function* sizeRules({ headers, byteLength }: ReadItem): Generator<string> {
  const limit = MAX_BYTES[headers.type];
  if (limit !== undefined && byteLength > limit) {
    yield `${byteLength} bytes, ${limit} at most`;
  }
}

/** Rules inside one payload, by item type. They run only on payloads that have passed their schema. */
const PAYLOAD_RULES: Record<string, (json: Json, item: ReadItem) => Iterable<string>> = {
  event: exceptionRules,
  transaction: spanTreeRules,
  log: countRules,
  trace_metric: countRules,
  *span(json, item) {
    if (json.items) {
      yield* countRules(json, item);
      yield* new Set(json.items.map((span: Json) => span.trace_id)).size > 1
        ? ['spans of several traces in one item']
        : [];
    }
    for (const span of json.items ?? [json]) {
      yield* timeRules(span, span.end_timestamp ?? span.timestamp, `span ${span.span_id}`);
    }
  },
};

function* exceptionRules(event: Json): Generator<string> {
  if (!event.exception && event.message === undefined && !event.logentry && !event.threads) {
    yield 'neither an exception nor a message';
  }
  const mechanisms: Json[] = (event.exception?.values ?? []).map((exception: Json) => exception.mechanism ?? {});
  const ids = mechanisms.map((mechanism) => mechanism.exception_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) {
    yield `exception ids are not unique: ${ids.join(', ')}`;
  }
  for (const { exception_id: id, parent_id: parent } of mechanisms) {
    if (parent !== undefined && (parent === id || !ids.includes(parent))) {
      yield `exception ${id} hangs below ${parent}, which is not there`;
    }
    if (id === 0 && parent !== undefined) {
      yield 'the captured error (exception 0) hangs below another';
    }
  }
  if (ids.length > 0 && mechanisms.at(-1)?.exception_id !== 0) {
    yield 'the captured error (exception 0) is not the last';
  }
}

function* spanTreeRules(transaction: Json): Generator<string> {
  const { trace } = transaction.contexts;
  const spans: Json[] = transaction.spans ?? [];
  const ids = new Set([trace.span_id, ...spans.map((span) => span.span_id)]);
  yield* timeRules(transaction, transaction.timestamp, 'the transaction');
  if (ids.size < spans.length + 1) {
    yield 'span ids are not unique';
  }
  for (const span of spans) {
    yield* timeRules(span, span.timestamp, `span ${span.span_id}`);
    if (span.trace_id !== trace.trace_id) {
      yield `span ${span.span_id} belongs to another trace`;
    }
    if (!ids.has(span.parent_span_id)) {
      yield `span ${span.span_id} hangs below ${span.parent_span_id ?? 'nothing'}, which is not in the transaction`;
    }
  }
}

function* timeRules(span: Json, end: unknown, name: string): Generator<string> {
  if (seconds(end) < seconds(span.start_timestamp)) {
    yield `${name} ends before it starts`;
  }
}

function seconds(time: unknown): number {
  return typeof time === 'number' ? time : Date.parse(time as string) / 1000;
}

function* countRules(json: Json, { headers }: ReadItem): Generator<string> {
  if (headers.item_count !== json.items.length) {
    yield `item_count is ${headers.item_count}, but there are ${json.items.length}`;
  }
}
