import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';

/**
 * Any value as JSON-safe data, `depth` levels deep and `breadth` entries wide; what was cut is marked in its place.
 * Never throws, whatever getters, proxies and `toJSON` methods do. Source: event-payload, "Normalisation".
 */
export function normalize(value: unknown, depth: number, breadth: number): unknown {
  return visit(() => value, depth, breadth, []);
}

function visit(read: () => unknown, depth: number, breadth: number, path: unknown[]): unknown {
  try {
    const value = read();
    switch (typeof value) {
      case 'number':
        return Number.isFinite(value) ? value : `[${value}]`;
      case 'bigint':
        return `[BigInt: ${value}]`;
      case 'symbol':
        return `[${String(value)}]`;
      case 'function':
        return `[Function: ${value.name || '<anonymous>'}]`;
      case 'object':
        return value && visitObject(value, depth, breadth, path);
      default:
        return value;
    }
  } catch (error) {
    return `**non-serializable** (${guard(() => (isError(error) ? String(error.message) : typeof error), 'unknown')})`;
  }
}

function visitObject(object: object, depth: number, breadth: number, path: unknown[]): unknown {
  const isArray = Array.isArray(object);
  if (depth <= 0) {
    return `[${isArray ? 'Array' : className(object)}]`;
  }
  if (path.includes(object)) {
    return '[Circular ~]';
  }
  const inside = (read: () => unknown): unknown => visit(read, depth - 1, breadth, [...path, object]);
  const json = callToJson(object);
  if (json !== object) {
    return inside(() => json);
  }
  const result: Record<string, unknown> = isError(object)
    ? { message: inside(() => object.message), name: inside(() => object.name), stack: inside(() => object.stack) }
    : {};
  const items: unknown[] = [];
  // Of an array the places count, also empty ones, and nothing else it carries.
  for (const key of Object.keys(isArray ? object.slice(0, breadth + 1).fill(0) : object)) {
    const value = items.length < breadth ? inside(() => object[key as keyof object]) : '[MaxProperties ~]';
    // Assigning `__proto__` would set the prototype instead of a property.
    if (key !== '__proto__') {
      result[key] = value;
    }
    if (items.push(value) > breadth) {
      break;
    }
  }
  return isArray ? items : result;
}

/** What an object says it is in JSON; itself when it says nothing, says itself, or throws. */
function callToJson(object: object): unknown {
  const { toJSON } = object as { toJSON?: unknown };
  try {
    return typeof toJSON === 'function' ? toJSON.call(object) : object;
  } catch {
    return object;
  }
}

function className(object: object): string {
  const prototype: { constructor?: { name?: string } } | null = Object.getPrototypeOf(object);
  return prototype ? prototype.constructor?.name || 'Object' : 'null prototype';
}
