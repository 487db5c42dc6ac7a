import { describe, expect, it } from 'vitest';
import { patch } from './patch.ts';

type Method = (...args: unknown[]) => unknown;

function passOn(): void {}

function answerTwo(): () => number {
  return () => 2;
}

function createTarget() {
  return {
    add(this: unknown, a: number, b: number): unknown {
      return [this, a + b];
    },
  };
}

describe('patch', () => {
  it('keeps name, length, properties and identity of the method', () => {
    const target = createTarget();
    const original = Object.assign(target.add, { version: 3 });
    patch(target, 'add', passOn);
    expect(target.add).not.toBe(original);
    expect(target.add.name).toBe('add');
    expect(target.add.length).toBe(2);
    expect(Reflect.ownKeys(target.add)).toEqual(Reflect.ownKeys(original));
    expect((target.add as unknown as { version: number }).version).toBe(3);
    expect(Object.getPrototypeOf(target.add)).toBe(Object.getPrototypeOf(original));
  });

  it('looks native to whoever asks for its source', () => {
    const target = { push: Array.prototype.push };
    patch(target, 'push', passOn);
    expect(Function.prototype.toString.call(target.push)).toContain('[native code]');
  });

  it('hands this, arguments and result through', () => {
    const target = createTarget();
    patch(target, 'add', passOn);
    const self = {};
    expect(target.add.call(self, 1, 2)).toEqual([self, 3]);
    expect((target.add.call(self, 1, 2) as unknown[])[0]).toBe(self);
  });

  it('tells arguments and this before the call, and the result after it', () => {
    const target = createTarget();
    const told: unknown[] = [];
    patch(target, 'add', (args, self) => {
      told.push(self, ...args);
      return (result) => void told.push(result);
    });
    const self = {};
    const result = target.add.call(self, 1, 2);
    expect(told).toEqual([self, 1, 2, result]);
    expect(told.at(-1)).toBe(result);
  });

  it('calls the original with arguments that were changed', () => {
    const target = createTarget();
    patch(target, 'add', (args) => {
      args[1] = 40;
    });
    expect((target.add(2, 3) as unknown[])[1]).toBe(42);
  });

  it('goes on when hearing throws', () => {
    const target = createTarget();
    patch(target, 'add', () => {
      throw new Error('ours');
    });
    expect((target.add(1, 2) as unknown[])[1]).toBe(3);
  });

  it('throws what the original throws, the same object', () => {
    const error = new Error('of the host');
    const target = {
      fail(): void {
        throw error;
      },
    };
    let told = false;
    patch(target, 'fail', () => () => {
      told = true;
    });
    expect(() => target.fail()).toThrow(error);
    expect(told).toBe(false);
  });

  it.each([
    ['enumerable', { configurable: true, enumerable: true, writable: true }],
    ['hidden', { configurable: true, enumerable: false, writable: true }],
    ['read-only', { configurable: true, enumerable: false, writable: false }],
  ])('puts a property that is %s back as it was', (_, flags) => {
    const target = Object.defineProperty({} as { go: Method }, 'go', { value: () => 1, ...flags });
    const before = Object.getOwnPropertyDescriptor(target, 'go');
    const undo = patch(target, 'go', answerTwo);
    expect(target.go()).toBe(2);
    expect(Object.keys(target).includes('go')).toBe(flags.enumerable);
    undo();
    expect(Object.getOwnPropertyDescriptor(target, 'go')).toEqual(before);
  });

  it('puts a getter back', () => {
    const target = Object.defineProperty({} as { go: Method }, 'go', { configurable: true, get: () => () => 1 });
    const before = Object.getOwnPropertyDescriptor(target, 'go');
    const undo = patch(target, 'go', answerTwo);
    expect(target.go()).toBe(2);
    undo();
    expect(Object.getOwnPropertyDescriptor(target, 'go')).toEqual(before);
  });

  it('leaves no own property behind where the method was inherited', () => {
    const target = Object.create({ go: () => 1 }) as { go: Method };
    const undo = patch(target, 'go', answerTwo);
    expect(target.go()).toBe(2);
    undo();
    expect(Object.hasOwn(target, 'go')).toBe(false);
    expect(target.go()).toBe(1);
  });

  it('leaves the patch of whoever came later in place and turns into a passage', () => {
    const target = createTarget();
    let heard = 0;
    const undo = patch(target, 'add', () => void heard++);
    const ours = target.add;
    const theirs = function (this: unknown, a: number, b: number): unknown {
      return ours.call(this, a * 10, b * 10);
    };
    target.add = theirs;
    undo();
    expect(target.add).toBe(theirs);
    expect((target.add(1, 2) as unknown[])[1]).toBe(30);
    expect(heard).toBe(0);
  });

  it('undoes once, also when asked twice', () => {
    const target = createTarget();
    const undo = patch(target, 'add', passOn);
    undo();
    const later = createTarget().add;
    target.add = later;
    undo();
    expect(target.add).toBe(later);
  });

  it.each([
    ['frozen', Object.freeze({ go: () => 1 })],
    ['not configurable', Object.defineProperty({} as { go: Method }, 'go', { value: () => 1 })],
    ['closed to new properties', Object.preventExtensions(Object.create({ go: () => 1 }) as { go: Method })],
  ])('does nothing to a target that is %s', (_, target) => {
    const undo = patch(target as { go: Method }, 'go', answerTwo);
    expect(target.go()).toBe(1);
    undo();
    expect(target.go()).toBe(1);
  });

  it('does nothing where there is no such method', () => {
    expect(() => patch(undefined as { go: Method } | undefined, 'go', passOn)()).not.toThrow();
    const target = { go: 'text' } as unknown as { go: Method };
    patch(target, 'go', passOn)();
    expect(target.go).toBe('text');
  });
});
