import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { truncate } from '../lib/truncate.ts';
import type { Event } from '../types/event.ts';
import type { Scrubber } from '../types/scrubber.ts';

/** Longest text that is kept, in characters. Source: event-payload, "Limits the server applies": the largest of them. */
const MAX_TEXT = 16_384;
/** Bytes of JSON that one payload may come to; the server takes 1 MiB. Source: wire-protocol, "Size limits". */
const MAX_BYTES = 800_000;
/** The same where all texts are counted to the byte, which is done for so many spans. */
const MAX_BYTES_COUNTED = 1_000_000;
const MANY_SPANS = 400;
/** Longest list in the protocol's own parts; the longest there is are the spans of a transaction, 1,000. */
const MAX_LIST = 10_000;
/** Stands where a secret was taken out. */
const FILTERED = '[Filtered]';
/** Parts of a payload that hosts fill as they like; the rest has the shape of the protocol. */
const FILLED_BY_HOSTS = new Set(
  'tags,extra,user,data,vars,attributes,headers,cookies,env,query_string,params'.split(','),
);
/** What says who somebody is, given as such, is not taken for something that slipped in. */
const IDENTITY = /(^|\.)user\.(id|email|(user)?name|ip_address)\b|\.(did|contact_email)$|^\.email$/;
/** Names in the protocol's own parts of ids, and of what a program calls itself: digits in them may look like a card's. */
const ID = /(^[sd]|_)id$|^(release|dist|environment)$/;
/** Characters that JSON or UTF-8 write with up to six bytes. */
const WIDE = /[^ !#-[\]-~]/g;

/** Levels left in what has the shape of the protocol: no end. */
const SHAPED = Number.POSITIVE_INFINITY;

interface Rules {
  /** Levels of objects in what hosts fill. */
  depth: number;
  /** Entries of one object there. */
  breadth: number;
  /** Bytes of JSON the whole may come to, by a careful estimate. @default 800,000 */
  maxBytes?: number;
  /** Whether short texts are counted to the byte as well. @default false */
  isCounted?: boolean;
  /** Hears of spans for which there was no room. */
  onCut?: (spans: number) => void;
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
  const isCounted = guard(() => (payload as Event).spans?.length ?? 0, 0) > MANY_SPANS;
  return walk(payload, SHAPED, isCounted ? { ...rules, maxBytes: MAX_BYTES_COUNTED, isCounted } : rules) as T;
}

/**
 * One walk, which is most of what a capture costs: a text that is known, or a number, is a lookup and a store, and nothing
 * is allocated but the copy.
 */
function walk(
  root: unknown,
  levels: number,
  { depth, breadth, maxBytes = MAX_BYTES, isCounted, scrubber, onCut }: Rules,
): unknown {
  /** Short texts, of which there are thousands, are taken for twice as long: looking at each takes a fifth more time. */
  const [perCharacter, counted] = isCounted ? [1, 0] : [2, 200];
  /** The objects around. */
  const path: unknown[] = [];
  let bytesLeft = maxBytes;

  const clean = (text: string, name = '', parent = ''): string => {
    const max = bytesLeft < 0 ? 100 : MAX_TEXT;
    // A little more than is kept, because half a secret is not known for one.
    const given = text.slice(0, max + 200);
    const isCode = name === 'context_line' || parent === 'pre_context' || parent === 'post_context';
    // The shortest secret is a pair, and has three characters.
    const scrubbed = !scrubber || text.length < 3 ? given : isCode ? scrubber.code(given) : scrubber.text(given);
    const kept = truncate(scrubbed !== given && IDENTITY.test(`${parent}.${name}`) ? given : scrubbed, max);
    bytesLeft -= kept.length < counted ? 2 * kept.length : kept.length + 5 * (kept.match(WIDE)?.length ?? 0);
    return kept;
  };

  const write = (value: unknown, left: number, name: string, parent: string): unknown => {
    switch (typeof value) {
      case 'string':
        // Each id is a new one: looked through, they would take three times as long as all the rest of a span.
        if (left === SHAPED && value.length < 200 && ID.test(name)) {
          bytesLeft -= perCharacter * value.length;
          return value;
        }
        return clean(value, name, parent);
      case 'number':
        // Large ones may be those of cards.
        return Math.abs(value) < 1e12 || (Number.isFinite(value) && clean(`${value}`) === `${value}`)
          ? value
          : clean(`[${value}]`);
      case 'bigint':
        return clean(`[BigInt: ${value}]`);
      case 'symbol':
        return clean(`[${String(value)}]`);
      case 'function':
        return clean(`[Function: ${value.name || '<anonymous>'}]`);
      case 'object':
        return value && writeObject(value, left === SHAPED ? levelsOf(name, parent) : left, name, parent);
      default:
        return value;
    }
  };

  const writeObject = (object: object, left: number, name: string, parent: string): unknown => {
    if (left <= 0) {
      return clean(`[${className(object)}]`);
    }
    if (path.includes(object)) {
      return '[Circular ~]';
    }
    path.push(object);
    const json = callToJson(object);
    const written = json === object ? writeEntries(object, left, name) : write(json, left - 1, name, parent);
    path.pop();
    return written;
  };

  /** An object or list that has `left` levels. Only here is anything read from it. */
  const writeEntries = (object: object, left: number, parent: string): unknown => {
    const isFilledByHost = left !== SHAPED;
    // Attributes were counted when they were made.
    const max = isFilledByHost && parent !== 'attributes' ? breadth : MAX_LIST;
    const list = asList(object);
    const names = list ? [] : Object.keys(object);
    if (!list && isFilledByHost && isError(object)) {
      names.unshift('message', 'name', 'stack');
    }
    const items: unknown[] | undefined = list && [];
    const entries: Record<string, unknown> = (items ?? {}) as never;
    // Also those that are cut were looked at.
    bytesLeft -= 2 * names.length;
    const level = path.length;
    // Read once: a list of the host's may say another length each time, or one without end.
    for (let at = 0, { length } = list ?? names; at < length; at++) {
      const name = list ? '' : (names[at] as string);
      const known = isFilledByHost && scrubber ? scrubber.name(name) : name;
      const shown = known === name && name.length < 100 ? name : clean(name);
      let value: unknown = '[MaxProperties ~]';
      bytesLeft -= 8 + perCharacter * name.length;
      if (at >= max || (bytesLeft < 0 && (list || isFilledByHost))) {
        // Lists of the protocol hold no texts, they just end.
        if (!isFilledByHost) {
          if (parent === 'spans') {
            onCut?.(length - at);
          }
          break;
        }
        at = length;
      } else {
        try {
          value = list ? list[at] : object[name as keyof object];
          value = name && !known && holdsSomething(value) ? hide(value) : write(value, left - 1, name, parent);
        } catch (error) {
          path.length = level;
          const why = guard(() => (isError(error) ? String(error.message) : typeof error), 'unknown');
          value = clean(`**non-serializable** (${why})`);
        }
      }
      if (items) {
        items.push(value);
        // A tag that is null is none. Assigning `__proto__` would set the prototype instead of a property.
      } else if ((value !== null || parent !== 'tags') && name !== '__proto__') {
        entries[shown] = value;
      }
    }
    return entries;
  };

  /**
   * Levels left in a part of the protocol's shape. Tags are flat; attributes are pairs of value and type, whatever the
   * depth, and feature flags a list of pairs. Of contexts, all but `trace` are the host's, one level further in; that of a
   * store (`state.state.value`) has three levels around it. Source: sdk-behaviour, "React".
   */
  const levelsOf = (name: string, parent: string): number => {
    if (parent === 'contexts') {
      return name === 'trace' ? SHAPED : name === 'flags' ? 3 : name === 'state' ? depth + 2 : depth - 1;
    }
    const levels = name === 'tags' ? 1 : name === 'attributes' ? Math.max(depth, 3) : depth;
    return FILLED_BY_HOSTS.has(name) ? levels : SHAPED;
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

/**
 * What an object says it is in JSON; itself when it says nothing, says itself, or throws. Without `guard`, for which each
 * object of a payload would need a closure.
 */
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

/** Nothing, yes and no are no secrets, whatever their name. */
function holdsSomething(value: unknown): boolean {
  return (value ?? true) !== true && value !== false;
}

/** Attributes of logs and metrics are written with their type. */
function hide(value: unknown): unknown {
  return Object(value) === value && 'type' in (value as object) ? { value: FILTERED, type: 'string' } : FILTERED;
}
