import { isError } from '../lib/is-error.ts';

/**
 * Any value as JSON-safe data, `depth` levels deep and `breadth` entries wide; what was cut is marked in its place.
 * Never throws, whatever getters, proxies and `toJSON` methods do. Source: event-payload, "Normalisation".
 */
export function normalize(value: unknown, depth: number, breadth: number): unknown {
  return visit(value, depth, breadth, []);
}

function visit(value: unknown, depth: number, breadth: number, path: object[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : `[${value}]`;
    case 'bigint':
      return `[BigInt: ${value}]`;
    case 'symbol':
      return `[${String(value)}]`;
    case 'function':
      return `[Function: ${value.name || '<anonymous>'}]`;
  }
  if (value === null) {
    return null;
  }
  try {
    return visitObject(value as object, depth, breadth, path);
  } catch (error) {
    return `**non-serializable** (${isError(error) ? error.message : typeof error})`;
  }
}

function visitObject(object: object, depth: number, breadth: number, path: object[]): unknown {
  if (path.includes(object)) {
    return '[Circular ~]';
  }
  if (depth <= 0) {
    return `[${Array.isArray(object) ? 'Array' : className(object)}]`;
  }
  const inside = [...path, object];
  const { toJSON } = object as { toJSON?: unknown };
  if (typeof toJSON === 'function') {
    try {
      const json: unknown = toJSON.call(object);
      // One that gives back itself would be asked for ever.
      if (json !== object) {
        return visit(json, depth - 1, breadth, inside);
      }
    } catch {
      // Visited like any other object.
    }
  }
  if (Array.isArray(object)) {
    const items = object.slice(0, breadth).map((item) => visit(item, depth - 1, breadth, inside));
    return object.length > breadth ? [...items, '[MaxProperties ~]'] : items;
  }
  const result: Record<string, unknown> = {};
  if (isError(object)) {
    result.message = object.message;
    result.name = object.name;
    result.stack = object.stack;
  }
  let left = breadth;
  for (const key of Object.keys(object)) {
    if (left-- === 0) {
      result[key] = '[MaxProperties ~]';
      break;
    }
    // Assigning it would set the prototype instead of a property.
    if (key !== '__proto__') {
      result[key] = visitProperty(object, key, depth - 1, breadth, inside);
    }
  }
  return result;
}

function visitProperty(object: object, key: string, depth: number, breadth: number, path: object[]): unknown {
  let value: unknown;
  try {
    value = (object as Record<string, unknown>)[key];
  } catch (error) {
    return `**non-serializable** (${isError(error) ? error.message : typeof error})`;
  }
  return visit(value, depth, breadth, path);
}

function className(object: object): string {
  const prototype: { constructor?: { name?: string } } | null = Object.getPrototypeOf(object);
  return prototype ? prototype.constructor?.name || 'Object' : 'null prototype';
}
