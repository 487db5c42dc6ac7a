import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureMessage } from '../capture/capture.ts';
import { startInactiveSpan } from '../trace/start-span.ts';
import type { ScopeData } from '../types/client.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope } from './current.ts';
import { mergeScopes } from './merge.ts';
import { Scope } from './scope.ts';

/** What three scopes say together, each filled by its name: `outer`, `middle`, `inner`. */
function merge(fill: (scope: Scope, name: string) => unknown): ScopeData {
  return mergeScopes(
    ['outer', 'middle', 'inner'].map((name) => {
      const scope = new Scope();
      fill(scope, name);
      return scope;
    }),
  );
}

/** The first table of sdk-behaviour, "Scopes", below "Merge": column "Between scopes". */
describe('of what scopes say together', () => {
  test.each([
    ['tags', (scope: Scope, name: string) => scope.setTags({ [name]: name, last: name })],
    ['extra', (scope: Scope, name: string) => scope.setExtras({ [name]: name, last: name })],
    ['user', (scope: Scope, name: string) => scope.setUser({ [name]: name, last: name })],
  ] as const)('the %s of all are there, and of one key the innermost', (key, fill) => {
    expect(merge(fill)[key]).toEqual({ outer: 'outer', middle: 'middle', inner: 'inner', last: 'inner' });
  });

  test('contexts are taken whole, by name', () => {
    const { contexts } = merge((scope, name) => scope.setContext(name, { a: 1 }).setContext('last', { [name]: 1 }));
    expect(contexts).toEqual({ outer: { a: 1 }, middle: { a: 1 }, inner: { a: 1 }, last: { inner: 1 } });
  });

  test('the span is that of the innermost scope, or none', () => {
    const span = startInactiveSpan({ name: 'work' });
    expect(merge((scope, name) => name === 'inner' && scope.setSpan(span)).span).toBe(span);
    expect(merge((scope, name) => name !== 'inner' && scope.setSpan(span)).span).toBeUndefined();
  });

  test('lists are joined, the outermost first', () => {
    const processors = { outer: () => null, middle: () => null, inner: () => null };
    const merged = merge((scope, name) =>
      scope
        .setFingerprint([name])
        .addBreadcrumb({ message: name, timestamp: 1 })
        .addAttachment({ filename: name, data: '' })
        .addEventProcessor(processors[name as 'outer']),
    );
    expect(merged.fingerprint).toEqual(['outer', 'middle', 'inner']);
    expect(merged.breadcrumbs.map(({ message }) => message)).toEqual(['outer', 'middle', 'inner']);
    expect(merged.attachments.map(({ filename }) => filename)).toEqual(['outer', 'middle', 'inner']);
    expect(merged.eventProcessors).toEqual([processors.outer, processors.middle, processors.inner]);
  });

  test('level and transaction name are the last that was set, also where an inner scope has none', () => {
    const merged = merge((scope, name) => {
      if (name !== 'inner') {
        scope.setLevel(name === 'outer' ? 'fatal' : 'debug').setTransactionName(name);
      }
    });
    expect(merged).toMatchObject({ level: 'debug', transactionName: 'middle' });
  });

  test('one that was never set is not there', () => {
    const merged = merge(() => {});
    expect(merged).toMatchObject({ tags: {}, fingerprint: [] });
    expect(merged.level ?? merged.transactionName).toBeUndefined();
  });

  test('what an inner scope removed is gone, though an outer one has it', () => {
    const merged = merge((scope, name) => {
      const isInner = name === 'inner';
      scope
        .setTag('a', isInner ? undefined : name)
        .setContext('a', isInner ? null : { name })
        .setUser(isInner ? null : { id: name, plan: name });
    });
    expect(merged.tags).toEqual({});
    expect(merged.contexts).toEqual({});
    expect(merged.user).toEqual({ plan: 'middle' });
  });

  test('an empty user of an inner scope removes nothing', () => {
    expect(merge((scope, name) => scope.setUser(name === 'inner' ? {} : { id: name })).user).toEqual({ id: 'middle' });
  });

  test('the trace is that of the innermost, whole', () => {
    const ids = { outer: 'a'.repeat(32), middle: 'b'.repeat(32), inner: 'c'.repeat(32) };
    const { propagationContext } = merge((scope, name) =>
      scope.setPropagationContext({
        traceId: ids[name as keyof typeof ids],
        sampleRand: 0,
        ...(name === 'outer' && { parentSpanId: 'of outer' }),
      }),
    );
    expect(propagationContext).toEqual({ traceId: ids.inner, sampleRand: 0 });
  });

  test('nothing is written back, and what comes later is not in it', () => {
    const scopes = [new Scope().setTag('a', 1), new Scope(), new Scope().addBreadcrumb({ message: 'a' })];
    const merged = mergeScopes(scopes);
    merged.tags.b = 2;
    merged.breadcrumbs.push({ message: 'b' });
    scopes[2]?.setTag('c', 3).addBreadcrumb({ message: 'c' });
    expect(scopes.map((scope) => scope.getScopeData().tags)).toEqual([{ a: 1 }, {}, { c: 3 }]);
    expect(merged.tags).toEqual({ a: 1, b: 2 });
    expect(merged.breadcrumbs.map(({ message }) => message)).toEqual(['a', 'b']);
    expect(scopes[2]?.getScopeData().breadcrumbs.map(({ message }) => message)).toEqual(['a', 'c']);
  });
});

const LAYERS = { global: getGlobalScope, isolation: getIsolationScope, current: getCurrentScope };

// What a scope holds goes into every later event: one value that cannot be read must not cost them all.
describe.each(Object.entries(LAYERS))('set on the %s scope', (_, layer) => {
  const locked = Object.defineProperty({ id: '1' }, 'email', {
    enumerable: true,
    get() {
      throw new Error('locked');
    },
  });

  test.each<[string, (scope: Scope) => unknown]>([
    ['a user that cannot be read', (scope) => scope.setUser(locked)],
    ['no fingerprint', (scope) => scope.setFingerprint(null as never)],
    ['a fingerprint that is no list', (scope) => scope.setFingerprint(12 as never)],
    ['no attachment', (scope) => scope.addAttachment(undefined as never)],
    ['no breadcrumb', (scope) => scope.addBreadcrumb(null as never)],
    ['no tags', (scope) => scope.setTags(null as never)],
    ['no extras', (scope) => scope.setExtras(undefined as never)],
  ])('%s costs no event', (_name, set) => {
    const core = setupCore({ beforeSend: ({ fingerprint, ...event }) => event });
    set(layer());
    captureMessage('m');
    expect(core.events().map(({ message }) => message)).toEqual(['m']);
    expect(core.envelopes()[0]?.items).toHaveLength(1);
  });

  test('a user that cannot be read leaves the one before', () => {
    setupCore();
    expect(layer().setUser({ id: '0' }).setUser(locked).getUser()).toEqual({ id: '0' });
  });

  test('no fingerprint is the backend’s own', () => {
    const core = setupCore();
    layer().setFingerprint(undefined as never);
    captureMessage('m');
    expect(core.events()[0]?.fingerprint).toBeUndefined();
  });

  test('a fingerprint as text is a list of one, not of its letters', () => {
    const core = setupCore();
    layer().setFingerprint('checkout' as never);
    captureMessage('m');
    expect(core.events()[0]?.fingerprint).toEqual(['checkout']);
  });
});

describe('given with a capture', () => {
  test('a fingerprint as text joins those of the outer scopes', () => {
    const core = setupCore();
    getGlobalScope().setFingerprint(['shop']);
    captureMessage('m', { fingerprint: 'checkout' as never });
    expect(core.events()[0]?.fingerprint).toEqual(['shop', 'checkout']);
  });

  test('a user that cannot be read costs no event', () => {
    const core = setupCore();
    const user = new Proxy(
      { id: '1' },
      {
        get() {
          throw new Error('locked');
        },
      },
    );
    captureMessage('m', { user });
    expect(core.events().map(({ message, user }) => [message, user])).toEqual([['m', {}]]);
  });
});
