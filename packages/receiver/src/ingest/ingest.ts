import type { ParsedEnvelope, ParsedItem } from '@vedette/core/wire';
import { uuidOf } from '../lib/ids.ts';
import { isRecord } from '../lib/json-values.ts';
import { parseJson } from '../lib/parse-json.ts';
import type { Store } from '../store/store.ts';
import type { Symbolicate } from '../symbolicate/symbolicate.ts';
import type { BytesKind, ItemContext, ItemKind, ItemResult } from './item-kind.ts';
import { readAttachmentItem } from './items/attachment.ts';
import { readCheckInItem } from './items/check-in.ts';
import { readClientReportItem } from './items/client-report.ts';
import { readEventItem } from './items/event.ts';
import { readFeedbackItem } from './items/feedback.ts';
import { readLogItem } from './items/log.ts';
import { readSessionItem } from './items/session.ts';
import { readSessionsItem } from './items/sessions.ts';
import { readTraceMetricItem } from './items/trace-metric.ts';
import { readTransactionItem } from './items/transaction.ts';
import { readUserReportItem } from './items/user-report.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What is stored. Every other type is taken, counted and forgotten, so that newer SDKs work. */
const ITEM_KINDS = new Map<string, ItemKind>([
  ['event', readEventItem],
  ['transaction', readTransactionItem],
  ['client_report', readClientReportItem],
  ['session', readSessionItem],
  ['sessions', readSessionsItem],
  ['feedback', readFeedbackItem],
  ['user_report', readUserReportItem],
  ['log', readLogItem],
  ['check_in', readCheckInItem],
  ['trace_metric', readTraceMetricItem],
]);

/** The same for items that are no JSON. */
const BYTES_KINDS = new Map<string, BytesKind>([['attachment', readAttachmentItem]]);

/** Of an item that is stored. Source: wire-protocol, "Size limits". */
const MAX_ITEM_BYTES = 1024 * 1024;

/** Told of one envelope; more help nobody. */
const MAX_CAUSES = 20;

/** Stores an envelope of a project. Resolves, never rejects, when its rows are on the disk or were refused. */
export type Ingest = (projectId: string, envelope: ParsedEnvelope) => Promise<{ id: string | undefined } | Refusal>;

export interface IngestParts {
  store: Store;
  symbolicate: Symbolicate;
  log: (line: string) => void;
}

/** Bytes to rows: each item is read by its kind, the good ones are written together, the bad ones named. */
export function createIngest({ store, symbolicate, log }: IngestParts): Ingest {
  return async (projectId, envelope) => {
    const context: ItemContext = {
      projectId,
      envelopeEventId: envelope.headers.event_id,
      receivedAt: Date.now(),
      symbolicate,
    };
    const results: ItemResult[] = [];
    for (const [index, item] of envelope.items.entries()) {
      const result = await readItem(item, context);
      results.push('causes' in result ? { causes: result.causes.map(causeOf(item, index)) } : result);
    }
    const good = results.filter((result) => 'write' in result);
    const causes = results.flatMap((result) => ('causes' in result ? result.causes : []));
    if (envelope.error) {
      causes.push(envelope.error);
    }
    if (good.length > 0) {
      try {
        await store.write(() => {
          for (const item of good) {
            item.write(store);
          }
        });
      } catch (error) {
        log(`an envelope could not be stored: ${(error as Error).message}`);
        return refuse(503, 'the envelope could not be stored');
      }
    }
    if (causes.length > 0) {
      return refuse(400, 'the envelope is not valid', { causes: causes.slice(0, MAX_CAUSES), kept: good.length });
    }
    return { id: good.find((item) => item.eventId)?.eventId ?? uuidOf(envelope.headers.event_id) };
  };
}

async function readItem(item: ParsedItem, context: ItemContext): Promise<ItemResult> {
  const readBytes = BYTES_KINDS.get(item.headers.type);
  if (readBytes) {
    return readBytes(item, context);
  }
  const read = ITEM_KINDS.get(item.headers.type);
  if (!read) {
    return countUnknown(item.headers.type, context);
  }
  if (item.payload.length > MAX_ITEM_BYTES) {
    return { causes: [`it is larger than ${MAX_ITEM_BYTES} bytes`] };
  }
  const parsed = parseJson(item.payload);
  if ('error' in parsed) {
    return { causes: [`it ${parsed.error}`] };
  }
  return isRecord(parsed.value) ? read(parsed.value, parsed.text, context) : { causes: ['it is not a JSON object'] };
}

/** A hostile type must not fill the table of reasons. */
function countUnknown(type: string, { projectId }: ItemContext): ItemResult {
  const category = /^[a-z_]{1,40}$/.test(type) ? type : 'other';
  return { write: ({ dropped }) => dropped.add(projectId, { reason: 'unknown_item', category, quantity: 1 }) };
}

function causeOf({ headers }: ParsedItem, index: number): (cause: string) => string {
  return (cause) => `item ${index + 1} (${headers.type}): ${cause}`;
}
