import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureException, captureMessage } from '../capture/capture.ts';
import type { ScopeData } from '../types/client.ts';
import { getCurrentScope } from './current.ts';
import { mergeScopes } from './merge.ts';
import { Scope } from './scope.ts';

/** Each collection of a scope: how one writes to it, and what is then in it. */
const WRITES: Array<[name: keyof ScopeData, write: (scope: Scope, value: string) => void]> = [
  ['tags', (scope, value) => scope.setTag(value, value)],
  ['tags', (scope, value) => scope.setTags({ [value]: value })],
  ['extra', (scope, value) => scope.setExtra(value, value)],
  ['extra', (scope, value) => scope.setExtras({ [value]: value })],
  ['contexts', (scope, value) => scope.setContext(value, { value })],
  ['user', (scope, value) => scope.setUser({ id: value })],
  ['breadcrumbs', (scope, value) => scope.addBreadcrumb({ message: value })],
  ['breadcrumbs', (scope) => scope.clearBreadcrumbs()],
  ['fingerprint', (scope, value) => scope.setFingerprint([value])],
  ['eventProcessors', (scope) => scope.addEventProcessor((event) => event)],
  ['attachments', (scope, value) => scope.addAttachment({ filename: value, data: value })],
  ['attachments', (scope) => scope.clearAttachments()],
  ['level', (scope, value) => scope.setLevel(value as never)],
  ['transactionName', (scope, value) => scope.setTransactionName(value)],
  ['span', (scope, value) => scope.setSpan({ value } as never)],
  [
    'propagationContext',
    (scope, value) => scope.setPropagationContext({ traceId: 'a'.repeat(32), sampleRand: value.length }),
  ],
  ['tags', (scope, value) => scope.update({ tags: { [value]: value } })],
  ['extra', (scope, value) => scope.update({ extra: { [value]: value } })],
  ['contexts', (scope, value) => scope.update({ contexts: { [value]: { value } } })],
  ['tags', (scope) => scope.clear()],
];

/** A scope with something in each collection. */
function filled(): Scope {
  const scope = new Scope();
  for (const [, write] of WRITES.slice(0, 15)) {
    write(scope, 'origin');
  }
  return scope.addBreadcrumb({ message: 'origin' }).addAttachment({ filename: 'origin', data: '' });
}

const copy = (scope: Scope): ScopeData => {
  const data = scope.getScopeData();
  return {
    ...data,
    breadcrumbs: [...data.breadcrumbs],
    eventProcessors: [...data.eventProcessors],
    attachments: [...data.attachments],
    tags: { ...data.tags },
    extra: { ...data.extra },
    contexts: { ...data.contexts },
  };
};

describe('a clone', () => {
  test('has all that its origin has', () => {
    const { client } = setupCore();
    const origin = filled().setClient(client).setLastEventId('id');
    const clone = origin.clone();
    expect(clone.getScopeData()).toEqual(origin.getScopeData());
    expect(clone.getClient()).toBe(client);
    expect(clone.lastEventId()).toBe('id');
    expect(clone).toBeInstanceOf(Scope);
  });

  test.each(WRITES.map(([name, write], index) => ({ name, write, index })))(
    'and its origin do not see each other’s $name ($index)',
    ({ name, write }) => {
      for (const swap of [false, true]) {
        const origin = filled();
        const clone = origin.clone();
        const [writer, other] = swap ? [clone, origin] : [origin, clone];
        const before = copy(other);
        write(writer, 'new');
        expect(other.getScopeData()).toEqual(before);
        expect(writer.getScopeData()[name]).not.toEqual(before[name]);
        // Also those that fork later, and the second write, which need not copy any more.
        const late = writer.clone();
        const then = copy(late);
        write(writer, 'newer');
        expect(late.getScopeData()).toEqual(then);
        expect(other.getScopeData()).toEqual(before);
      }
    },
  );
});

describe('setters', () => {
  test('remove what is set to nothing', () => {
    const scope = new Scope().setTag('a', 'b').setContext('c', { d: 1 });
    scope.setTag('a', undefined).setContext('c', null);
    expect(scope.getScopeData().tags.a).toBeUndefined();
    expect(scope.getScopeData().contexts.c).toBeUndefined();
  });

  test.each(['tags', 'extra', 'contexts'] as const)(
    'one by one reach neither data read before nor another map: %s',
    (name) => {
      const set = (scope: Scope, key: string): Scope =>
        ({
          tags: () => scope.setTag(key, key),
          extra: () => scope.setExtra(key, key),
          contexts: () => scope.setContext(key, { key }),
        })[name]();
      const scope = set(set(new Scope(), 'a'), 'b');
      const clone = scope.clone();
      const read = scope.getScopeData()[name];
      const keys = (map: object): string[] => Object.keys(map);
      set(set(scope, 'c'), 'd');
      set(set(clone, 'e'), 'f');
      expect(keys(read)).toEqual(['a', 'b']);
      expect(keys(scope.getScopeData()[name])).toEqual(['a', 'b', 'c', 'd']);
      expect(keys(clone.getScopeData()[name])).toEqual(['a', 'b', 'e', 'f']);
    },
  );

  test('take names that every object has', () => {
    const scope = new Scope().setTag('a', '1');
    for (const key of ['__proto__', 'constructor', 'toString']) {
      scope.setTag(key, '2').setTag('b', '3');
    }
    const { tags } = scope.getScopeData();
    expect(Object.entries(tags).sort()).toEqual([
      ['__proto__', '2'],
      ['a', '1'],
      ['b', '3'],
      ['constructor', '2'],
      ['toString', '2'],
    ]);
    expect(Object.getPrototypeOf(tags)).toBe(Object.prototype);
  });

  test('setUser(null) forgets who it was, also of a wider scope', () => {
    const scope = new Scope().setUser({ id: '1' }).setUser(null);
    expect(scope.getUser()).toEqual({ id: undefined, email: undefined, ip_address: undefined, username: undefined });
    expect(Object.keys(scope.getUser() as object).sort()).toEqual(['email', 'id', 'ip_address', 'username']);
  });

  test('clear forgets all but the client, and starts a new trace', () => {
    const { client } = setupCore();
    const scope = filled().setClient(client);
    const { traceId } = scope.getPropagationContext();
    scope.clear();
    expect(scope.getClient()).toBe(client);
    expect(scope.getPropagationContext().traceId).not.toBe(traceId);
    expect({ ...scope.getScopeData(), propagationContext: undefined }).toEqual({
      ...new Scope().getScopeData(),
      propagationContext: undefined,
    });
  });
});

describe('breadcrumbs', () => {
  const messages = (scope: Scope): unknown[] => scope.getScopeData().breadcrumbs.map(({ message }) => message);

  test('are never more than wanted, whenever they are read and whoever reads', () => {
    const scope = new Scope();
    for (let n = 0; n < 300; n++) {
      scope.addBreadcrumb({ message: `${n}` });
      const expected = Array.from({ length: Math.min(n + 1, 100) }, (_, index) => `${n - index}`).reverse();
      // Not each time, because who reads may also be who forgets.
      if (n % 23 === 0) {
        expect(messages(scope.clone())).toEqual(expected);
      }
      if (n % 57 === 0) {
        expect(messages(scope)).toEqual(expected);
      }
    }
  });

  test('are kept in order, the newest 100', () => {
    const scope = new Scope();
    for (let n = 0; n < 130; n++) {
      scope.addBreadcrumb({ message: `${n}` });
    }
    expect(messages(scope)).toEqual(Array.from({ length: 100 }, (_, n) => `${n + 30}`));
    expect(scope.getLastBreadcrumb()?.message).toBe('129');
  });

  test('as many as asked for', () => {
    const scope = new Scope();
    for (const message of ['a', 'b', 'c']) {
      scope.addBreadcrumb({ message }, 2);
    }
    expect(messages(scope)).toEqual(['b', 'c']);
  });

  test.each([0, -1, Number.NaN, 'many' as never])('none with a maximum of %j', (max) => {
    expect(messages(new Scope().addBreadcrumb({ message: 'a' }, max))).toEqual([]);
  });

  test('have a time, and messages of at most 2048 characters', () => {
    const scope = new Scope().addBreadcrumb({ message: 'm'.repeat(3000) }).addBreadcrumb({ timestamp: 5 });
    const [first, second] = scope.getScopeData().breadcrumbs;
    expect(first?.message).toBe(`${'m'.repeat(2048)}...`);
    expect(first?.timestamp).toBeGreaterThan(1_700_000_000);
    expect(second?.timestamp).toBe(5);
  });

  test('are copies of what the host gave', () => {
    const crumb = { message: 'a' };
    const scope = new Scope().addBreadcrumb(crumb);
    crumb.message = 'changed';
    expect(messages(scope)).toEqual(['a']);
  });
});

/** sdk-behaviour, "Scopes", "Capture context". */
describe('what is given with a capture', () => {
  const tags = { of: 'capture' };

  test.each([
    ['an object', { tags, level: 'warning' as const }],
    ['a scope', new Scope().setTags(tags).setLevel('warning')],
    [
      'a function that changes its scope',
      (scope: { setTags(t: object): unknown; setLevel(l: string): unknown }) => {
        scope.setTags(tags);
        scope.setLevel('warning');
      },
    ],
    ['a function that returns an object', () => ({ tags, level: 'warning' as const })],
    [
      'a scope of another copy of core',
      { getScopeData: () => new Scope().setTags(tags).setLevel('warning').getScopeData() },
    ],
  ])('(%s) holds for this event alone', (_, context) => {
    const core = setupCore();
    captureException(new Error('a'), context as never);
    captureMessage('b', context as never);
    captureMessage('c');
    expect(core.events().map((event) => [event.tags, event.level])).toEqual([
      [tags, 'warning'],
      [tags, 'warning'],
      [{}, 'info'],
    ]);
  });

  test('merges tags, extras and contexts, and replaces user, level and fingerprint where it has any', () => {
    const scope = new Scope()
      .setTags({ a: 1, b: 1 })
      .setExtras({ a: 1, b: 1 })
      .setContext('a', { a: 1 })
      .setContext('b', { a: 1 })
      .setUser({ id: '1', email: 'a@b.c' })
      .setLevel('error')
      .setFingerprint(['a']);
    const propagationContext = { traceId: 'a'.repeat(32), sampleRand: 0 };
    scope.update({
      tags: { b: 2 },
      extra: { b: 2 },
      contexts: { b: { b: 2 } },
      user: { id: '2' },
      level: 'info',
      fingerprint: ['b'],
      propagationContext,
    });
    const merged = {
      tags: { a: 1, b: 2 },
      extra: { a: 1, b: 2 },
      contexts: { a: { a: 1 }, b: { b: 2 } },
      user: { id: '2' },
      level: 'info',
      fingerprint: ['b'],
      propagationContext,
    };
    expect(scope.getScopeData()).toMatchObject(merged);
    scope.update({ user: {}, fingerprint: [], level: undefined });
    expect(scope.getScopeData()).toMatchObject(merged);
  });

  test('a level as text is the level of a message', () => {
    const core = setupCore();
    captureMessage('m', 'debug');
    expect(core.events()[0]?.level).toBe('debug');
  });

  test('a hint is a hint, not a context', () => {
    const core = setupCore();
    captureException(new Error('x'), { event_id: 'a'.repeat(32), mechanism: { handled: false } });
    expect(core.events()[0]).toMatchObject({
      event_id: 'a'.repeat(32),
      exception: { values: [{ mechanism: { handled: false } }] },
    });
  });

  test('may stand in a hint', () => {
    const core = setupCore();
    captureException(new Error('x'), { captureContext: { tags } });
    expect(core.events()[0]?.tags).toEqual(tags);
  });

  test('one that throws does not cost the event', () => {
    const core = setupCore();
    captureMessage('m', () => {
      throw new Error('of the host');
    });
    expect(core.events()).toHaveLength(1);
  });
});

describe('mergeScopes', () => {
  test('lets later scopes win, joins lists and does not change the scopes', () => {
    const scopes = ['a', 'b', 'c'].map((name) =>
      new Scope().setTag('of', name).setFingerprint([name]).addBreadcrumb({ message: name }),
    );
    const merged = mergeScopes(scopes);
    expect(merged.tags).toEqual({ of: 'c' });
    expect(merged.fingerprint).toEqual(['a', 'b', 'c']);
    expect(merged.breadcrumbs.map(({ message }) => message)).toEqual(['a', 'b', 'c']);
    merged.breadcrumbs.push({ message: 'more' });
    expect(scopes.map((scope) => scope.getScopeData().breadcrumbs.length)).toEqual([1, 1, 1]);
  });

  test('takes trace and span of the innermost scope', () => {
    const [outer, inner] = [new Scope(), new Scope().setSpan({} as never)];
    const merged = mergeScopes([outer, inner]);
    expect(merged.propagationContext).toBe(inner.getPropagationContext());
    expect(merged.span).toBe(inner.getSpan());
  });
});

test('a scope captures with its own data, to its own client', () => {
  const core = setupCore();
  const scope = new Scope().setClient(core.client).setTag('a', 'b');
  scope.captureException(new Error('x'));
  scope.captureMessage('m', 'warning');
  scope.captureEvent({ message: 'e' });
  expect(core.events().map(({ tags }) => tags)).toEqual([{ a: 'b' }, { a: 'b' }, { a: 'b' }]);
  expect(new Scope().captureMessage('nowhere')).toMatch(/^[0-9a-f]{32}$/);
});

describe('attributes', () => {
  test('are kept beside tags, and can be taken back', () => {
    const scope = new Scope().setAttribute('plan', 'free').setAttributes({ seats: 3, beta: true });
    expect(scope.removeAttribute('beta').getScopeData().attributes).toEqual({ plan: 'free', seats: 3 });
    expect(scope.getScopeData().tags).toEqual({});
  });

  test('a conversation is one until it ends', () => {
    const scope = new Scope().setConversationId('c1');
    expect(scope.getScopeData().attributes).toEqual({ 'gen_ai.conversation.id': 'c1' });
    expect(scope.setConversationId(null).getScopeData().attributes).toEqual({});
  });
});

describe('listeners', () => {
  test('hear every change with the scope, and one that throws harms nobody', () => {
    const scope = new Scope();
    const heard: unknown[] = [];
    scope.addScopeListener(() => {
      throw new Error('of the host');
    });
    scope.addScopeListener((changed) => heard.push(changed.getUser()?.id));
    scope.setUser({ id: '1' }).setTag('a', 'b').addBreadcrumb({ message: 'm' });
    expect(heard).toEqual(['1', '1', '1']);
  });

  test('stay after clear and do not go along to a clone', () => {
    const scope = new Scope();
    let heard = 0;
    scope.addScopeListener(() => heard++);
    scope.clone().setTag('a', 'b');
    expect(heard).toBe(0);
    scope.clear().setTag('a', 'b');
    expect(heard).toBe(2);
  });
});

test('what integrations note is merged and never sent', () => {
  const core = setupCore();
  getCurrentScope().setSDKProcessingMetadata({ a: 1 }).setSDKProcessingMetadata({ b: 2 });
  expect(getCurrentScope().getScopeData().sdkProcessingMetadata).toEqual({ a: 1, b: 2 });
  captureMessage('m');
  expect(JSON.stringify(core.events())).not.toContain('rocessingMetadata');
});

test('a session is kept by the scope and by its copies', () => {
  const session = { sid: 's' } as never;
  const scope = new Scope().setSession(session);
  expect(scope.clone().getSession()).toBe(session);
  expect(scope.setSession(undefined).getSession()).toBeUndefined();
});

test.each([undefined, null, {}, { traceId: 'x' }, { traceId: 7 }])('a propagation context %j is none', (context) => {
  const scope = new Scope();
  const before = scope.getPropagationContext();
  expect(scope.setPropagationContext(context as never).getPropagationContext()).toBe(before);
});

test('a propagation context that lacks a part is given one', () => {
  const scope = new Scope().setPropagationContext({ traceId: 'a'.repeat(32) } as never);
  expect(scope.getPropagationContext()).toEqual({ traceId: 'a'.repeat(32), sampleRand: expect.any(Number) });
});
