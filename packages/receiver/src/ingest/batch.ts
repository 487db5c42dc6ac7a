import { isRecord, type JsonRecord, listOf, recordOf } from '../lib/json-values.ts';
import { checkFields, type Shape, shapes } from './check-fields.ts';

/** Things in one item. Source: wire-protocol, "Size limits", has 1000 for metrics and fewer for all others. */
const MAX_ENTRIES = 1000;

/** The entries of an item that holds many, all of them right; or what is wrong. Source: wire-protocol, "Batched containers". */
export function readBatch(
  payload: JsonRecord,
  fields: Record<string, Shape>,
  required: string[],
): { entries: JsonRecord[] } | { causes: string[] } {
  const items = listOf(payload.items);
  const causes = [
    ...checkFields(payload, { items: shapes.list }, ['items']),
    ...(items.length > MAX_ENTRIES ? [`items has more than ${MAX_ENTRIES} entries`] : []),
    ...items.flatMap((entry, index) =>
      (isRecord(entry) ? checkFields(entry, fields, required) : ['it is not an object']).map(
        (cause) => `items[${index}]: ${cause}`,
      ),
    ),
  ];
  return causes.length > 0 ? { causes } : { entries: items.filter(isRecord) };
}

/** Attributes without their types: `{name: value}`. */
export function attributeValues(attributes: unknown): JsonRecord {
  return Object.fromEntries(
    Object.entries(recordOf(attributes)).map(([name, attribute]) => [name, recordOf(attribute).value]),
  );
}
