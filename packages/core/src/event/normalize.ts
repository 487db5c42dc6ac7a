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
  return write(value, depth, { depth, breadth });
}

/**
 * A payload of the protocol as it may leave: the parts that hosts fill normalised, secrets taken out of every text and
 * from under every sensitive name, the whole within the size that a server takes. A second time changes nothing.
 */
export function sanitize<T>(payload: T, rules: Rules): T {
  return write(payload, Number.POSITIVE_INFINITY, rules) as T;
}

/** One walk. `levels` left are infinite where the payload has the shape of the protocol. */
function write(root: unknown, levels: number, { depth, breadth, maxBytes = MAX_BYTES, scrubber }: Rules): unknown {
  const path: unknown[] = [];
  let bytesLeft = maxBytes;

  const clean = (text: string, key = '', parent = ''): string => {
    const max = bytesLeft < 0 ? 100 : MAX_TEXT;
    // A little more than is kept, because half a secret is not known for one.
    const given = text.slice(0, max + 200);
    const isCode = key === 'context_line' || parent.endsWith('_context');
    const scrubbed = scrubber ? scrubber[isCode ? 'code' : 'text'](given) : given;
    const kept = truncate(scrubbed !== given && IDENTITY.test(`${parent}.${key}`) ? given : scrubbed, max);
    // Only long ones are counted to the byte: they are what fills a payload.
    bytesLeft -= kept.length < 100 ? 2 * kept.length : kept.length + 5 * (kept.match(WIDE)?.length ?? 0);
    return kept;
  };

  const visit = (value: unknown, left: number, key: string, parent: string): unknown => {
    switch (typeof value) {
      case 'string':
        return left === Number.POSITIVE_INFINITY && ID.test(key) && value.length < 40
          ? value
          : clean(value, key, parent);
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
        return value && visitObject(value, left, key, parent);
      default:
        return value;
    }
  };

  const visitObject = (object: object, left: number, key: string, parent: string): unknown => {
    if (left <= 0) {
      return clean(`[${className(object)}]`);
    }
    if (path.includes(object)) {
      return '[Circular ~]';
    }
    path.push(object);
    try {
      const json = callToJson(object);
      return json === object ? visitEntries(object, left, key) : visit(json, left - 1, key, parent);
    } finally {
      path.pop();
    }
  };

  const visitEntries = (object: object, left: number, key: string): unknown => {
    const isFilledByHost = left !== Number.POSITIVE_INFINITY;
    // Attributes were counted when they were made.
    const max = isFilledByHost && key !== 'attributes' ? breadth : MAX_LIST;
    const list = asList(object, max);
    const source = (list ?? object) as Record<string, unknown>;
    const result = (list ? [] : {}) as Record<string, unknown>;
    const names = Object.keys(source);
    if (isFilledByHost && isError(object)) {
      names.unshift('message', 'name', 'stack');
    }
    // Also those that are cut were looked at.
    bytesLeft -= 2 * names.length;
    let entries = 0;
    for (const name of names) {
      const shown = isFilledByHost || name.length > 100 ? clean(name) : name;
      bytesLeft -= 8;
      if (entries++ >= max || (bytesLeft < 0 && (isFilledByHost || list))) {
        // Lists of the protocol hold no texts, they just end.
        if (isFilledByHost) {
          result[shown] = '[MaxProperties ~]';
        }
        break;
      }
      try {
        const value = source[name];
        // Assigning `__proto__` would set the prototype instead of a property. A tag that is null is none.
        if (name === '__proto__' || (value === null && key === 'tags')) {
          continue;
        }
        const inside = isFilledByHost ? left - 1 : typeof value === 'object' ? levelsOf(name, key) : left;
        const isHidden = isFilledByHost && holdsSomething(value) && scrubber?.isSensitive(name);
        result[shown] = isHidden ? hide(value) : visit(value, inside, name, key);
      } catch (error) {
        const why = guard(() => (isError(error) ? String(error.message) : typeof error), 'unknown');
        result[shown] = clean(`**non-serializable** (${why})`);
      }
    }
    return result;
  };

  /**
   * Levels left in a part of the protocol's shape. Tags are flat; attributes are pairs of value and type, whatever the
   * depth, and feature flags a list of pairs. Of contexts, all but `trace` are the host's, one level further in.
   */
  const levelsOf = (name: string, parent: string): number => {
    if (parent === 'contexts') {
      return name === 'trace' ? Number.POSITIVE_INFINITY : name === 'flags' ? 3 : depth - 1;
    }
    const levels = name === 'tags' ? 1 : name === 'attributes' ? Math.max(depth, 3) : depth;
    return FILLED_BY_HOSTS.has(name) ? levels : Number.POSITIVE_INFINITY;
  };

  try {
    return visit(root, levels, '', '');
  } catch {
    return '**non-serializable**';
  }
}

/** The items of what is a list of some kind, not many more than are kept. */
function asList(object: object, breadth: number): unknown[] | undefined {
  if (Array.isArray(object) || ArrayBuffer.isView(object)) {
    return Array.from((object as unknown[]).slice(0, breadth + 1));
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
