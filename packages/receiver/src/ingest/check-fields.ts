import { isRecord, type JsonRecord } from '../lib/json-values.ts';
import { timestampOf } from '../lib/timestamp.ts';

export interface Shape {
  is(value: unknown): boolean;
  name: string;
}

export const shapes = {
  record: { is: isRecord, name: 'an object' },
  list: { is: Array.isArray, name: 'a list' },
  text: { is: (value) => typeof value === 'string', name: 'a text' },
  /** Bounded, so that no sum of them leaves what SQLite counts exactly. */
  count: {
    is: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1e9,
    name: 'a whole number from 0 to 1e9',
  },
  moment: { is: (value) => timestampOf(value) !== undefined, name: 'a time: seconds since the epoch or RFC 3339' },
  listOrValues: {
    is: (value) => Array.isArray(value) || (isRecord(value) && Array.isArray(value.values)),
    name: 'a list or an object with a list of values',
  },
  recordOrList: { is: (value) => isRecord(value) || Array.isArray(value), name: 'an object or a list of pairs' },
  textOrList: { is: (value) => typeof value === 'string' || Array.isArray(value), name: 'a text or a list' },
} satisfies Record<string, Shape>;

/** What is wrong with the fields of a payload, one line each. Absent and `null` are right unless a field is required. */
export function checkFields(payload: JsonRecord, fields: Record<string, Shape>, required: string[] = []): string[] {
  return Object.entries(fields).flatMap(([name, shape]) => {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (value === undefined || value === null) {
      return required.includes(name) ? [`${name} is missing`] : [];
    }
    return shape.is(value) ? [] : [`${name} is not ${shape.name}`];
  });
}
