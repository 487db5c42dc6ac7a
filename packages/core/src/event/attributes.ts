import { type AttributeType, attributeParts, attributeType } from '../lib/attribute-type.ts';
import { fitText, type Room } from '../lib/fit-text.ts';
import { guard } from '../lib/guard.ts';
import { normalize } from './normalize.ts';

/** Attributes as batched items carry them: each with its type. */
export type TypedAttributes = Record<string, { value: unknown; type: AttributeType; unit?: string }>;

/** Bytes of JSON around a key and its value. */
const FRAME_BYTES = 45;
/** Bytes of JSON of the longest number, with its comma. */
const NUMBER_BYTES = 25;
/** Elements of a list that are sent. */
const MAX_ELEMENTS = 1000;

/**
 * Attributes of any kind with their types, as many as there is room for: texts, numbers, booleans and lists of one of
 * them as they are, anything else as JSON text, `undefined` as empty text or, with `skipUndefined`, not at all. Never
 * throws, and shares nothing with what was given. Source: wire-protocol, "Batched containers".
 */
export function typedAttributes(given: Record<string, unknown>, room: Room, skipUndefined = false): TypedAttributes {
  const typed: TypedAttributes = {};
  guard(() => {
    for (const key of Object.keys(given)) {
      if (room.left < FRAME_BYTES + NUMBER_BYTES) {
        break;
      }
      const value = given[key];
      if (value !== undefined || !skipUndefined) {
        room.left -= FRAME_BYTES;
        // The key first: where the room ends, it is the value that is cut.
        typed[fitText(key, room)] =
          typeof value === 'object' && value !== null
            ? guard(() => typedObject(value, room), UNREADABLE)
            : typedValue(value, room);
      }
    }
  });
  return typed;
}

type Entry = TypedAttributes[string];

const UNREADABLE: Entry = { value: '[value cannot be serialized]', type: 'string' };

function typedObject(given: object, room: Room): Entry {
  const { value, unit } = attributeParts(given);
  const entry = typedValue(value, room);
  return unit ? { ...entry, unit: fitText(unit, room) } : entry;
}

function typedValue(given: unknown, room: Room): Entry {
  const value = Array.isArray(given) ? given.slice(0, MAX_ELEMENTS) : given;
  const type = attributeType(value);
  switch (type) {
    case undefined:
      return { value: fitText(asJson(value), room), type: 'string' };
    case 'array':
      return { value: fitList(value as unknown[], room), type };
    case 'string':
      return { value: fitText(value as string, room), type };
    default:
      room.left -= NUMBER_BYTES;
      return { value, type };
  }
}

function fitList(list: unknown[], room: Room): unknown[] {
  const kept: unknown[] = [];
  for (const element of list) {
    if (room.left < NUMBER_BYTES) {
      break;
    }
    room.left -= NUMBER_BYTES;
    kept.push(typeof element === 'string' ? fitText(element, room) : element);
  }
  return kept;
}

function asJson(value: unknown): string {
  const safe = typeof value === 'bigint' ? String(value) : normalize(value, 3, 100);
  return typeof safe === 'string' ? safe : (JSON.stringify(safe) ?? '');
}
