import { isRecord, type JsonRecord, listOf, recordOf, textOf } from '../../lib/json-values.ts';
import { timestampOf } from '../../lib/timestamp.ts';
import { checkFields, shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

/** Source: wire-protocol, "sessions". */
const AGGREGATE = {
  started: shapes.moment,
  exited: shapes.count,
  errored: shapes.count,
  crashed: shapes.count,
  abnormal: shapes.count,
};

const MINUTE_MS = 60_000;

/** Counts of sessions that ended, by the minute they began; added to what is known of that minute. */
export const readSessionsItem: ItemKind = (payload, _text, { projectId }) => {
  const release = textOf(recordOf(payload.attrs).release, 200);
  const environment = textOf(recordOf(payload.attrs).environment, 64) ?? 'production';
  const aggregates = listOf(payload.aggregates);
  const causes = [
    ...checkFields(payload, { aggregates: shapes.list, attrs: shapes.record }, ['aggregates', 'attrs']),
    ...(release ? [] : ['attrs.release is missing']),
    ...aggregates.flatMap((entry, index) =>
      (isRecord(entry) ? checkFields(entry, AGGREGATE, ['started']) : ['it is not an object']).map(
        (cause) => `aggregates[${index}]: ${cause}`,
      ),
    ),
  ];
  if (!release || causes.length > 0) {
    return { causes };
  }
  return {
    write({ projects, sessions }) {
      projects.ensure(projectId);
      for (const entry of aggregates.filter(isRecord)) {
        sessions.add({ project_id: projectId, release, environment, ...countsOf(entry) });
      }
    },
  };
};

function countsOf(entry: JsonRecord) {
  const startedMs = (timestampOf(entry.started) ?? 0) * 1000;
  return {
    minute: Math.floor(startedMs / MINUTE_MS) * MINUTE_MS,
    exited: Number(entry.exited ?? 0),
    errored: Number(entry.errored ?? 0),
    crashed: Number(entry.crashed ?? 0),
    abnormal: Number(entry.abnormal ?? 0),
  };
}
