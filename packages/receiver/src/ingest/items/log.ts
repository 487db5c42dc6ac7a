import { uuidOf } from '../../lib/ids.ts';
import { textOf } from '../../lib/json-values.ts';
import { timestampOf } from '../../lib/timestamp.ts';
import { attributeValues, readBatch } from '../batch.ts';
import { shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

const FIELDS = { timestamp: shapes.moment, level: shapes.text, body: shapes.text, attributes: shapes.record };

/** Lines of a log. Source: wire-protocol, "Log item". */
export const readLogItem: ItemKind = (payload, _text, { projectId, receivedAt }) => {
  const read = readBatch(payload, FIELDS, ['level', 'body']);
  if ('causes' in read) {
    return read;
  }
  const rows = read.entries.map((entry) => {
    const attributes = attributeValues(entry.attributes);
    return {
      project_id: projectId,
      timestamp: timestampOf(entry.timestamp) ?? receivedAt / 1000,
      level: textOf(entry.level, 16) ?? 'info',
      body: textOf(entry.body) ?? '',
      trace_id: uuidOf(entry.trace_id) ?? null,
      release: textOf(attributes['sentry.release'], 200) ?? null,
      environment: textOf(attributes['sentry.environment'], 64) ?? null,
      attributes: JSON.stringify(attributes),
    };
  });
  return {
    write({ projects, logs }) {
      projects.ensure(projectId);
      for (const row of rows) {
        logs.insert(row);
      }
    },
  };
};
