import vm from 'node:vm';
import fc from 'fast-check';
import type { Scope } from '../src/index.ts';
import type { SendResponse } from '../src/platform.ts';
import { HOSTILE } from './hostile.ts';

// What properties are checked for. Everything is made from a seed, so that a failure can be repeated; things with an
// identity come as functions that make them anew, because the same object is captured only once.

/** Text of all kinds: any characters, halves of characters, secrets' look-alikes, and a lot of it. */
export const text = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 3, arbitrary: fc.constantFrom('', '__proto__', 'constructor', 'toString', ...SPECIAL) },
    { weight: 1, arbitrary: fc.nat(8).map((power) => 'ä"\\ a'.repeat(5 ** power / 8)) },
  );

const SPECIAL = ['\ud800', '\u2028', '\u0000', '[Filtered]', 'password=hunter2', 'at f (a.js:1:2)'];

/** A value that says what it is without being looked into, because it may break who does. */
export interface Thing {
  value: unknown;
}

const thing = (value: unknown, name: () => string): Thing =>
  Object.defineProperty({ value } as Thing, fc.toStringMethod, { value: name });

/** Anything a host may hand over where the types say `unknown`. */
export const anything = (): fc.Arbitrary<Thing> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .anything({ ...EVERYTHING, maxDepth: 5, maxKeys: 6 })
        .map((value) => thing(value, () => fc.stringify(value))),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...Object.keys(HOSTILE)).map((name) => thing(HOSTILE[name]?.(), () => name)),
    },
    text().map((value) => thing(value, () => fc.stringify(value.slice(0, 100)))),
    fc.nat(300).map((depth) => thing(nested(depth), () => `${depth} levels`)),
    fc.nat(5000).map((length) =>
      thing(
        Array.from({ length }, (_, index) => ({ index })),
        () => `${length} items`,
      ),
    ),
    fc.nat(2000).map((size) => thing(wide(size), () => `${size} keys`)),
    thrown(),
  );

/** What programs throw: errors of all kinds, their causes and groups, with other values where errors should stand. */
export const thrown = (): fc.Arbitrary<Thing> =>
  fc
    .tuple(
      fc.constantFrom('Error', 'TypeError', 'AggregateError', 'DOMException', 'one of another realm'),
      text(),
      fc.array(fc.anything(EVERYTHING), { maxLength: 3 }),
      fc.boolean(),
    )
    .map(([kind, message, values, isCyclic]) => {
      const error = ERRORS[kind]?.(message, values) as Error;
      if (kind !== 'DOMException') {
        Object.assign(error, { cause: isCyclic ? error : values[0], code: values[1] });
      }
      return thing(error, () => `${kind} of ${fc.stringify([message.slice(0, 100), values, isCyclic])}`);
    });

const ERRORS: Record<string, (message: string, values: unknown[]) => Error> = {
  Error: (message) => new Error(message),
  TypeError: (message) => new TypeError(message),
  AggregateError: (message, values) => new AggregateError(values, message),
  DOMException: (message) => new DOMException(message, 'AbortError'),
  'one of another realm': (message) => vm.runInNewContext('new RangeError(message)', { message }),
};

const EVERYTHING: fc.ObjectConstraints = {
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
};

/** Fills a scope with what its types allow. */
export const scopeStep = (): fc.Arbitrary<(scope: Scope) => void> =>
  fc.oneof(
    fc.tuple(text(), primitive()).map(
      ([key, value]) =>
        (scope: Scope) =>
          void scope.setTag(key, value),
    ),
    fc.tuple(text(), anything()).map(
      ([key, value]) =>
        (scope: Scope) =>
          void scope.setExtra(key, value),
    ),
    fc.tuple(text(), things()).map(
      ([name, context]) =>
        (scope: Scope) =>
          void scope.setContext(name, context),
    ),
    fc
      .record({ id: text(), email: text(), more: anything() })
      .map((user) => (scope: Scope) => void scope.setUser(user)),
    fc.tuple(text(), things()).map(
      ([message, data]) =>
        (scope: Scope) =>
          void scope.addBreadcrumb({ message, category: message, data }),
    ),
    fc.array(text(), { maxLength: 3 }).map((fingerprint) => (scope: Scope) => void scope.setFingerprint(fingerprint)),
    fc
      .constantFrom('fatal', 'warning', 'debug')
      .map((level) => (scope: Scope) => void scope.setLevel(level as 'fatal')),
    text().map((name) => (scope: Scope) => void scope.setTransactionName(name)),
    fc.tuple(text(), fc.oneof(text(), fc.uint8Array())).map(
      ([filename, data]) =>
        (scope: Scope) =>
          void scope.addAttachment({ filename, data }),
    ),
  );

const primitive = () =>
  fc.oneof(text(), fc.integer(), fc.double(), fc.boolean(), fc.bigInt(), fc.constantFrom(null, undefined));

/** A callback of the host's, and whether it never answers: then what it was given waits for ever. */
export interface Hook {
  name: string;
  call?: (given: never) => unknown;
}

/** `beforeSend`, processors and the like, as hosts write them: also such that throw, reject, or return nonsense. */
export const hook = (): fc.Arbitrary<Hook> =>
  fc.oneof(
    fc.constantFrom<Hook>(
      { name: 'none' },
      { name: 'keeps', call: (given) => given },
      { name: 'keeps later', call: async (given) => given },
      { name: 'drops', call: () => null },
      { name: 'drops later', call: async () => null },
      { name: 'throws', call: fail },
      { name: 'rejects', call: async () => fail() },
      { name: 'never answers', call: () => new Promise(() => {}) },
      { name: 'returns a lazy thenable', call: (given) => lazy(given) },
    ),
    fc
      .constantFrom(undefined, 0, 7, '', 'text', true, false, Symbol('nonsense'), () => null)
      .map((nonsense) => ({ name: `returns ${String(nonsense)}`, call: () => nonsense })),
    anything().map(({ value }) => ({
      name: 'adds',
      call: (given: unknown) => Object.assign({}, given, { extra: { value } }),
    })),
  );

/** What a backend does with one request. */
export type Answer = 'ok' | 'down' | 'hangs' | SendResponse;

export const answers = (): fc.Arbitrary<Answer[]> =>
  fc.array(
    fc.oneof(
      fc.constantFrom<Answer>('ok', 'down', 'hangs'),
      fc.constantFrom(413, 429, 500, 503, 400, 302).map((statusCode) => ({ statusCode, headers: {} })),
      fc.constantFrom('error', '', 'default;error', 'transaction', 'foo').map((categories) => ({
        statusCode: 429,
        headers: { 'x-sentry-rate-limits': `20:${categories}:organization` },
      })),
      text().map((header) => ({ statusCode: 200, headers: { 'x-sentry-rate-limits': header, 'retry-after': header } })),
    ),
    { minLength: 1, maxLength: 6 },
  );

const things = () =>
  fc
    .dictionary(text(), anything(), { maxKeys: 3 })
    .map((all) => Object.fromEntries(Object.entries(all).map(([key, { value }]) => [key, value])));

function wide(size: number): object {
  return Object.fromEntries(Array.from({ length: size }, (_, index) => [`key${index}`, index]));
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? { value } : [value];
  }
  return value;
}

function lazy(given: unknown): unknown {
  // biome-ignore lint/suspicious/noThenProperty: a query builder, as database libraries have them
  return { then: (resolve: (value: unknown) => void) => resolve(given) };
}

function fail(): never {
  throw new Error('of the host');
}
