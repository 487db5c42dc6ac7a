/** These functions run in the page. They travel as text, so each holds all it needs. */

declare global {
  interface Window {
    changesOfTheWorld(): string[];
  }
}

/**
 * Walks from `window` through everything that can be reached: values, accessors and prototypes, and what the window's own
 * accessors give (`history`, `navigator`, `document` ...). Remembers of each object its prototype, whether it is closed,
 * and every property with its place and its flags.
 */
export function rememberTheWorld(): void {
  type Thing = Record<PropertyKey, unknown>;
  /** Of the test and of who drives it, and of the SDK: what it exports, and the one place where its copies meet. */
  const isOurs = (key: PropertyKey) =>
    /^(vedette|__VEDETTE__|changesOfTheWorld|__(pw|playwright).*)$/.test(String(key));
  const world = new Map<Thing, { path: string; prototype: object | null; closed: boolean; properties: Properties }>();
  type Properties = Map<PropertyKey, PropertyDescriptor>;
  // The walk goes on when the page has been changed.
  const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, isExtensible } = Reflect;
  const { is } = Object;

  const propertiesOf = (thing: Thing): Properties => {
    const properties: Properties = new Map();
    for (const key of ownKeys(thing)) {
      const property = getOwnPropertyDescriptor(thing, key);
      if (property && !(thing === (window as unknown) && isOurs(key))) {
        // WebKit makes `supportedEntryTypes` anew for whoever asks.
        const isTheSame = is(property.value, getOwnPropertyDescriptor(thing, key)?.value);
        properties.set(key, isTheSame ? property : { ...property, value: undefined });
      }
    }
    return properties;
  };

  // Grows while it is walked along: what is near gets the shortest name.
  const found: Array<[thing: unknown, path: string]> = [[window, 'window']];
  for (const [next, path] of found) {
    const thing = next as Thing;
    if (Object(thing) !== thing || world.has(thing)) {
      continue;
    }
    const prototype = getPrototypeOf(thing);
    const properties = propertiesOf(thing);
    world.set(thing, { path, prototype, closed: !isExtensible(thing), properties });
    for (const [key, { value, get, set }] of properties) {
      const name = `${path}.${String(key)}`;
      found.push([value, name], [get, `${name} (get)`], [set, `${name} (set)`]);
      // Where there is no property of this name, an element with this id would be found.
      if (get && path === 'window') {
        try {
          found.push([window[key as never], name]);
        } catch {
          // Storage, where the page may have none.
        }
      }
    }
    found.push([prototype, `${path}.__proto__`]);
  }

  window.changesOfTheWorld = () => {
    const changes: string[] = [];
    for (const [thing, { path, prototype, closed, properties }] of world) {
      const now = propertiesOf(thing);
      if (getPrototypeOf(thing) !== prototype || !isExtensible(thing) !== closed) {
        changes.push(`${path}: prototype or closedness`);
      }
      const keys = [...properties.keys()];
      const other = [...now.keys(), ...keys].filter((key) => !now.has(key) || !properties.has(key));
      // Firefox makes a window's properties when they are first asked for: their order says nothing.
      const isMoved = thing !== (window as unknown) && [...now.keys()].some((key, at) => key !== keys[at]);
      if (other.length > 0 || isMoved) {
        changes.push(`${path}: names ${other.map(String)}`);
      }
      for (const [key, before] of properties) {
        const after: PropertyDescriptor = now.get(key) ?? before;
        for (const field of ['value', 'get', 'set', 'enumerable', 'configurable', 'writable'] as const) {
          if (!is(before[field], after[field])) {
            changes.push(`${path}.${String(key)}: ${field}`);
          }
        }
      }
    }
    return changes;
  };
}

/** What is no longer as it was, by name: `window.fetch: value`. */
export function changesOfTheWorld(): string[] {
  return window.changesOfTheWorld();
}
