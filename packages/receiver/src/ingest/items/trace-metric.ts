import { numberOf, textOf } from '../../lib/json-values.ts';
import { timestampOf } from '../../lib/timestamp.ts';
import { readBatch } from '../batch.ts';
import { shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

const FIELDS = {
  timestamp: shapes.moment,
  name: shapes.text,
  type: shapes.text,
  unit: shapes.text,
  value: { is: (value: unknown) => numberOf(value) !== undefined, name: 'a number' },
};

/** Measurements. Source: wire-protocol, "Metric item". */
export const readTraceMetricItem: ItemKind = (payload, _text, { projectId, receivedAt }) => {
  const read = readBatch(payload, FIELDS, ['name', 'type', 'value']);
  if ('causes' in read) {
    return read;
  }
  return {
    write({ projects, metrics }) {
      projects.ensure(projectId);
      for (const entry of read.entries) {
        metrics.add({
          project_id: projectId,
          name: textOf(entry.name, 200) ?? '',
          type: textOf(entry.type, 32) ?? '',
          unit: textOf(entry.unit, 32) ?? '',
          value: numberOf(entry.value) ?? 0,
          timestamp: timestampOf(entry.timestamp) ?? receivedAt / 1000,
        });
      }
    },
  };
};
