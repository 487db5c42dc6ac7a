import { describe, expect, test } from 'vitest';
import { settle } from '../../test-support/setup-core.ts';
import { createStackContext } from './stack-context.ts';

const [outer, inner] = [{ name: 'outer' }, { name: 'inner' }];

/** A callback's promise, settled by hand. */
function held(): { promise: Promise<string>; resolve: (value: string) => void; reject: (reason: unknown) => void } {
  let resolve: (value: string) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<string>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('a stack of scopes', () => {
  test('is empty outside of any call, and does not claim to keep calls apart', () => {
    const context = createStackContext();
    expect(context.get()).toBeUndefined();
    expect(context.isolates).toBe(false);
  });

  test('has the innermost value, and hands results through', () => {
    const context = createStackContext();
    const seen = context.run(outer, () => {
      const within = context.run(inner, () => context.get());
      return [within, context.get()];
    });
    expect(seen).toEqual([inner, outer]);
    expect(context.get()).toBeUndefined();
  });

  test('ends with a call that throws, and hands the very thing on', () => {
    const context = createStackContext();
    const thrown = Object.freeze({});
    let caught: unknown;
    try {
      context.run(outer, () => {
        throw thrown;
      });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(thrown);
    expect(context.get()).toBeUndefined();
  });

  test('keeps the value until the promise resolves', async () => {
    const context = createStackContext();
    const { promise, resolve } = held();
    const running = context.run(outer, () => promise);
    await settle();
    expect(context.get()).toBe(outer);
    resolve('value');
    expect(await running).toBe('value');
    expect(context.get()).toBeUndefined();
  });

  test('keeps the value until the promise rejects, with the same reason', async () => {
    const context = createStackContext();
    const { promise, reject } = held();
    const reason = new Error('of the host');
    const running = context.run(outer, () => promise);
    expect(context.get()).toBe(outer);
    reject(reason);
    await expect(running).rejects.toBe(reason);
    expect(context.get()).toBeUndefined();
  });

  test('has left before whoever waits for the promise goes on', async () => {
    const context = createStackContext();
    expect(await context.run(outer, async () => 'value').then(() => context.get())).toBeUndefined();
  });

  test.each([
    ['first to start is the first to end', [0, 1], inner],
    ['last to start is the first to end', [1, 0], outer],
  ] as const)(
    'of two overlapping calls, where the %s, the other stays in force',
    async (_, [one, other], remaining) => {
      const context = createStackContext();
      const promises = [held(), held()] as const;
      const running = [context.run(outer, () => promises[0].promise), context.run(inner, () => promises[1].promise)];
      promises[one].resolve('');
      await running[one];
      expect(context.get()).toBe(remaining);
      promises[other].resolve('');
      await running[other];
      expect(context.get()).toBeUndefined();
    },
  );

  test('one value in force twice is so until both calls have ended', async () => {
    const context = createStackContext();
    const { promise, resolve } = held();
    const running = context.run(outer, () => promise);
    context.run(outer, () => {});
    expect(context.get()).toBe(outer);
    resolve('');
    await running;
    expect(context.get()).toBeUndefined();
  });

  test('two stacks do not mix', () => {
    const [one, other] = [createStackContext(), createStackContext()];
    one.run(outer, () => expect(other.get()).toBeUndefined());
  });
});
