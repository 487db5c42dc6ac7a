import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTestPlatform, setupCore } from '../../test-support/setup-core.ts';
import { addBreadcrumb } from '../capture/breadcrumb.ts';
import { captureMessage, lastEventId } from '../capture/capture.ts';
import { setTag } from '../capture/context.ts';
import type { AsyncContext } from '../platform.ts';
import {
  forkScopes,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  setAsyncContext,
  withIsolationScope,
  withScope,
} from './current.ts';
import { Scope } from './scope.ts';

/** A runtime that keeps asynchronous work apart, as a server's does. */
function createIsolatingContext(): AsyncContext {
  const storage = new AsyncLocalStorage<object>();
  return { isolates: true, get: () => storage.getStore(), run: (value, callback) => storage.run(value, callback) };
}

const tagsOf = (scope: Scope): unknown => scope.getScopeData().tags;
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

const RUNTIMES: Array<[name: string, create: () => AsyncContext | undefined]> = [
  ['with a stack', () => undefined],
  ['with an isolating context', createIsolatingContext],
];

describe.each(RUNTIMES)('withScope %s', (_, create) => {
  beforeEach(() => {
    createTestPlatform();
    const context = create();
    if (context) {
      setAsyncContext(context);
    }
  });

  test('gives a copy that ends with the call', () => {
    const outer = getCurrentScope().setTag('a', 1);
    const result = withScope((scope) => {
      expect(scope).toBe(getCurrentScope());
      expect(scope).not.toBe(outer);
      scope.setTag('b', 2);
      expect(tagsOf(scope)).toEqual({ a: 1, b: 2 });
      return 'result';
    });
    expect(result).toBe('result');
    expect(getCurrentScope()).toBe(outer);
    expect(tagsOf(outer)).toEqual({ a: 1 });
  });

  test('hands through what is thrown, and ends', () => {
    const outer = getCurrentScope();
    const error = new Error('of the host');
    expect(() =>
      withScope(() => {
        throw error;
      }),
    ).toThrow(error);
    expect(getCurrentScope()).toBe(outer);
  });

  test('lasts until the promise settles, whether it resolves or rejects', async () => {
    const outer = getCurrentScope();
    const inside = async (scope: Scope): Promise<string> => {
      await tick();
      expect(getCurrentScope()).toBe(scope);
      return 'result';
    };
    expect(await withScope(inside)).toBe('result');
    expect(getCurrentScope()).toBe(outer);
    const error = new Error('of the host');
    await expect(withScope(() => Promise.reject(error))).rejects.toBe(error);
    expect(getCurrentScope()).toBe(outer);
  });

  test('uses a scope that is given, itself', () => {
    const given = new Scope().setTag('given', 1);
    expect(withScope(given, (scope) => scope === given && getCurrentScope() === given)).toBe(true);
    expect(withScope(undefined, (scope) => scope === getCurrentScope())).toBe(true);
  });

  test('nests', () => {
    withScope((outer) => {
      outer.setTag('a', 1);
      withScope((inner) => {
        inner.setTag('b', 2);
        expect(tagsOf(getCurrentScope())).toEqual({ a: 1, b: 2 });
      });
      expect(tagsOf(getCurrentScope())).toEqual({ a: 1 });
    });
  });

  test('leaves the isolation scope as it is', () => {
    const isolation = getIsolationScope();
    withScope(() => expect(getIsolationScope()).toBe(isolation));
  });

  test('overlapping callbacks end each for itself, in whatever order', async () => {
    const outer = getCurrentScope();
    let endFirst = (): void => {};
    let endSecond = (): void => {};
    const first = withScope(() => new Promise<void>((resolve) => (endFirst = resolve)));
    const second = withScope(() => new Promise<void>((resolve) => (endSecond = resolve)));
    endFirst();
    await first;
    endSecond();
    await second;
    expect(getCurrentScope()).toBe(outer);
  });
});

describe('withIsolationScope where the runtime isolates', () => {
  test('keeps what is set inside', async () => {
    const core = setupCore();
    setAsyncContext(createIsolatingContext());
    core.client.init();
    getCurrentScope().setClient(core.client);
    setTag('of', 'process');
    const request = (name: string): Promise<string | undefined> =>
      withIsolationScope(async (isolation) => {
        expect(isolation).toBe(getIsolationScope());
        setTag('request', name);
        await tick();
        addBreadcrumb({ message: name });
        await tick();
        captureMessage(name);
        return lastEventId();
      });
    const ids = await Promise.all([request('a'), request('b')]);
    captureMessage('outside');
    expect(core.events().map(({ tags, breadcrumbs }) => [tags, breadcrumbs?.map(({ message }) => message)])).toEqual([
      [{ of: 'process', request: 'a' }, ['a']],
      [{ of: 'process', request: 'b' }, ['b']],
      [{ of: 'process' }, []],
    ]);
    expect(ids).toEqual(
      core
        .events()
        .slice(0, 2)
        .map(({ event_id }) => event_id),
    );
  });

  test('forks the current scope too, and takes an isolation scope that is given', () => {
    createTestPlatform();
    setAsyncContext(createIsolatingContext());
    const outer = getCurrentScope();
    const given = new Scope();
    withIsolationScope(given, (isolation) => {
      expect(isolation).toBe(given);
      expect(getIsolationScope()).toBe(given);
      expect(getCurrentScope()).not.toBe(outer);
    });
  });

  test('forkScopes copies both without entering them', () => {
    createTestPlatform();
    setAsyncContext(createIsolatingContext());
    const { current, isolation } = forkScopes();
    expect(current).not.toBe(getCurrentScope());
    expect(isolation).not.toBe(getIsolationScope());
  });
});

test('withIsolationScope on a stack keeps the one isolation scope and forks the current one', () => {
  createTestPlatform();
  const isolation = getIsolationScope();
  const current = getCurrentScope();
  withIsolationScope(new Scope(), (inside) => {
    expect(inside).toBe(isolation);
    expect(getCurrentScope()).not.toBe(current);
  });
  expect(forkScopes().isolation).toBe(isolation);
});

describe('the client of the moment', () => {
  test('is that of the current scope, and of what forks from it', () => {
    const { client } = setupCore();
    expect(getClient()).toBe(client);
    withScope(() => expect(getClient()).toBe(client));
    withScope(new Scope(), () => expect(getClient()).toBeUndefined());
  });
});

test('the global scope is one', () => {
  createTestPlatform();
  expect(getGlobalScope()).toBe(getGlobalScope());
  expect(getGlobalScope()).not.toBe(getIsolationScope());
});

test('two copies of core in one program see the same scopes', async () => {
  setupCore();
  const query = '?second-copy';
  const copy = (await import(/* @vite-ignore */ `./current.ts${query}`)) as typeof import('./current.ts');
  expect(copy.withScope).not.toBe(withScope);
  expect(copy.getClient()).toBe(getClient());
  copy.withScope((scope) => expect(getCurrentScope()).toBe(scope));
});
