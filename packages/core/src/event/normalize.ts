import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { truncate } from '../lib/truncate.ts';
import type { Scrubber } from '../types/scrubber.ts';

/** Longest text that is kept, in characters. Source: event-payload, "Limits the server applies": the largest of them. */
const MAX_TEXT = 16_384;
/** Bytes of JSON that one payload may come to; the server takes 1 MiB. Source: wire-protocol, "Size limits". */
const MAX_BYTES = 800_000;
/** Longest list in the protocol's own parts; the longest there is are the spans of a transaction, 1,000. */
const MAX_LIST = 10_000;
/** Stands where a secret was taken out. */
const FILTERED = '[Filtered]';
/** Parts of a payload that hosts fill as they like; the rest has the shape of the protocol. */
const FILLED_BY_HOSTS = new Set(
  'tags,extra,user,data,vars,attributes,headers,cookies,env,query_string,params'.split(','),
);
/** What says who somebody is, given as such, is not taken for something that slipped in. */
const IDENTITY = /(^|\.)user\.(id|email|(user)?name|ip_address)\b|\.(did|contact_email)$/;
/** Names of ids in the protocol's own parts: digits in them may look like the number of a card. */
const ID = /(^[sd]|_)id$/;
/** Characters that JSON or UTF-8 write with up to six bytes. */
const WIDE = /[^ !#-[\]-~]/g;

/** Of an entry in an object, or its place in a list. */
type Name = string | number;

interface Rules {
  /** Levels of objects in what hosts fill. */
  depth: number;
  /** Entries of one object there. */
  breadth: number;
  /** Bytes of JSON the whole may come to, by a careful estimate. @default 800,000 */
  maxBytes?: number;
  scrubber?: Scrubber;
}

/**
 * Any value as JSON-safe data, `depth` levels deep and `breadth` entries wide; what was cut is marked in its place.
 * Never throws, whatever getters, proxies and `toJSON` methods do. Source: event-payload, "Normalisation".
 */
export function normalize(value: unknown, depth: number, breadth: number): unknown {
  return walk(value, depth, { depth, breadth });
}

/**
 * A payload of the protocol as it may leave: the parts that hosts fill normalised, secrets taken out of every text and
 * from under every sensitive name, the whole within the size that a server takes. A second time changes nothing.
 */
export function sanitize<T>(payload: T, rules: Rules): T {
  return walk(payload, Number.POSITIVE_INFINITY, rules) as T;
}

/** One walk. `levels` left are infinite where the payload has the shape of the protocol. */
function walk(root: unknown, levels: number, { depth, breadth, maxBytes = MAX_BYTES, scrubber }: Rules): unknown {
  const path: unknown[] = [];
  let bytesLeft = maxBytes;

  const clean = (text: string, name: Name = '', parent: Name = ''): string => {
    const max = bytesLeft < 0 ? 100 : MAX_TEXT;
    // A little more than is kept, because half a secret is not known for one.
    const given = text.slice(0, max + 200);
    const isCode = name === 'context_line' || parent === 'pre_context' || parent === 'post_context';
    const scrubbed = scrubber ? scrubber[isCode ? 'code' : 'text'](given) : given;
    const kept = truncate(scrubbed !== given && IDENTITY.test(`${parent}.${name}`) ? given : scrubbed, max);
    // Only long ones are counted to the byte: they are what fills a payload.
    bytesLeft -= kept.length < 100 ? 2 * kept.length : kept.length + 5 * (kept.match(WIDE)?.length ?? 0);
    return kept;
  };

  /** What stands under a name or place of an object that has `left` levels. Only here is anything read from it. */
  const visit = (holder: Record<Name, unknown>, name: Name, left: number, parent: Name): unknown => {
    try {
      const value = holder[name];
      const isFilledByHost = left !== Number.POSITIVE_INFINITY;
      if (isFilledByHost && typeof name === 'string' && holdsSomething(value) && scrubber?.isSensitive(name)) {
        return hide(value);
      }
      const isShaped = !isFilledByHost && typeof value === 'object';
      return write(value, isShaped ? levelsOf(name, parent) : left - 1, name, parent);
    } catch (error) {
      const why = guard(() => (isError(error) ? String(error.message) : typeof error), 'unknown');
      return clean(`**non-serializable** (${why})`);
    }
  };

  const write = (value: unknown, left: number, name: Name, parent: Name): unknown => {
    switch (typeof value) {
      case 'string':
        return left === Number.POSITIVE_INFINITY && value.length < 40 && ID.test(name as string)
          ? value
          : clean(value, name, parent);
      case 'number':
        // Large ones may be those of cards.
        return Number.isFinite(value) && (value < 1e12 || clean(`${value}`) === `${value}`)
          ? value
          : clean(`[${value}]`);
      case 'bigint':
        return clean(`[BigInt: ${value}]`);
      case 'symbol':
        return clean(`[${String(value)}]`);
      case 'function':
        return clean(`[Function: ${value.name || '<anonymous>'}]`);
      case 'object':
        return value && writeObject(value, left, name, parent);
      default:
        return value;
    }
  };

  const writeObject = (object: object, left: number, name: Name, parent: Name): unknown => {
    if (left <= 0) {
      return clean(`[${className(object)}]`);
    }
    if (path.includes(object)) {
      return '[Circular ~]';
    }
    path.push(object);
    try {
      const json = callToJson(object);
      if (json !== object) {
        return write(json, left - 1, name, parent);
      }
      // Attributes were counted when they were made.
      const max = left !== Number.POSITIVE_INFINITY && name !== 'attributes' ? breadth : MAX_LIST;
      const list = asList(object);
      return list ? writeList(list, left, name, max) : writeEntries(object as Record<Name, unknown>, left, name, max);
    } finally {
      path.pop();
    }
  };

  const writeList = (list: unknown[], left: number, name: Name, max: number): unknown[] => {
    const result: unknown[] = [];
    // Read once: a list of the host's may say another length each time, or one without end.
    for (let at = 0, { length } = list; at < length; at++) {
      // The place is counted like the name it has in an object.
      bytesLeft -= 10;
      if (at >= max || bytesLeft < 0) {
        // Lists of the protocol hold no texts, they just end.
        if (left !== Number.POSITIVE_INFINITY) {
          result.push('[MaxProperties ~]');
        }
        break;
      }
      result.push(visit(list as never, at, left, name));
    }
    return result;
  };

  const writeEntries = (object: Record<Name, unknown>, left: number, parent: Name, max: number): unknown => {
    const isFilledByHost = left !== Number.POSITIVE_INFINITY;
    const result: Record<string, unknown> = {};
    const names = Object.keys(object);
    if (isFilledByHost && isError(object)) {
      names.unshift('message', 'name', 'stack');
    }
    // Also those that are cut were looked at.
    bytesLeft -= 2 * names.length;
    let entries = 0;
    for (const name of names) {
      const shown = isFilledByHost || name.length > 100 ? clean(name) : name;
      bytesLeft -= 8;
      if (entries++ >= max || (bytesLeft < 0 && isFilledByHost)) {
        if (isFilledByHost) {
          result[shown] = '[MaxProperties ~]';
        }
        break;
      }
      // Assigning `__proto__` would set the prototype instead of a property.
      if (name !== '__proto__') {
        const value = visit(object, name, left, parent);
        // A tag that is null is none.
        if (value !== null || parent !== 'tags') {
          result[shown] = value;
        }
      }
    }
    return result;
  };

  /**
   * Levels left in a part of the protocol's shape. Tags are flat; attributes are pairs of value and type, whatever the
   * depth, and feature flags a list of pairs. Of contexts, all but `trace` are the host's, one level further in; that of a
   * store (`state.state.value`) has three levels around it. Source: sdk-behaviour, "React".
   */
  const levelsOf = (name: Name, parent: Name): number => {
    if (parent === 'contexts') {
      return name === 'trace'
        ? Number.POSITIVE_INFINITY
        : name === 'flags'
          ? 3
          : name === 'state'
            ? depth + 2
            : depth - 1;
    }
    const levels = name === 'tags' ? 1 : name === 'attributes' ? Math.max(depth, 3) : depth;
    return FILLED_BY_HOSTS.has(name as string) ? levels : Number.POSITIVE_INFINITY;
  };

  try {
    return write(root, levels, '', '');
  } catch {
    return '**non-serializable**';
  }
}

/** What is a list of some kind, as something with places. */
function asList(object: object): unknown[] | undefined {
  if (Array.isArray(object) || ArrayBuffer.isView(object)) {
    return object as unknown[];
  }
  return object instanceof Map || object instanceof Set ? [...object] : undefined;
}

/** What an object says it is in JSON; itself when it says nothing, says itself, or throws. */
function callToJson(object: object): unknown {
  const { toJSON } = object as { toJSON?: unknown };
  return typeof toJSON === 'function' ? guard(() => toJSON.call(object), object) : object;
}

function className(object: object): string {
  const prototype: { constructor?: { name?: string } } | null = Object.getPrototypeOf(object);
  return prototype ? prototype.constructor?.name || 'Object' : 'null prototype';
}

/** Nothing, yes and no are no secrets, whatever their name. */
function holdsSomething(value: unknown): boolean {
  return (value ?? true) !== true && value !== false;
}

/** Attributes of logs and metrics are written with their type. */
function hide(value: unknown): unknown {
  return Object(value) === value && 'type' in (value as object) ? { value: FILTERED, type: 'string' } : FILTERED;
}
