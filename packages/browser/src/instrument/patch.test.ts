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

  it.each([
    ['native', Array.prototype.push],
    ['of the host', createTarget().add],
    ['bound', createTarget().add.bind(null)],
    ['with a text of its own', Object.assign(() => 1, { toString: () => 'mine' })],
  ])('shows the source of an original that is %s', (_, original) => {
    const target = { original: original as Method };
    patch(target, 'original', passOn);
    expect(target.original).not.toBe(original);
    expect(target.original.toString()).toBe(original.toString());
    expect(String(target.original)).toBe(String(original));
    expect(`${target.original}`).toBe(`${original}`);
  });

  it('looks native also to whoever asks for the source in another way', () => {
    const target = { push: Array.prototype.push };
    patch(target, 'push', passOn);
    expect(Function.prototype.toString.call(target.push)).toContain('[native code]');
  });

  it('constructs what the original constructs, or refuses as it does', () => {
    class Cart {
      items = [];
    }
    const target = { Cart, arrow: () => 1 };
    patch(target as unknown as { Cart: Method }, 'Cart', passOn);
    patch(target, 'arrow', passOn);
    expect(new target.Cart()).toBeInstanceOf(Cart);
    expect(new target.Cart().constructor).toBe(Cart);
    expect(() => (target.Cart as unknown as Method)()).toThrow(/without 'new'/);
    expect(() => new (target.arrow as unknown as typeof Cart)()).toThrow(/is not a constructor/);
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

  it('goes on when what runs after the original throws', () => {
    const target = createTarget();
    patch(target, 'add', () => () => {
      throw new Error('ours');
    });
    expect((target.add(1, 2) as unknown[])[1]).toBe(3);
  });

  it.each([
    ['enumerable', { configurable: true, enumerable: true, writable: true }],
    ['not configurable', { configurable: false, enumerable: true, writable: true }],
    ['hidden', { configurable: true, enumerable: false, writable: true }],
    ['read-only', { configurable: true, enumerable: false, writable: false }],
  ])('puts a property that is %s back as it was', (_, flags) => {
    const target = Object.defineProperty({} as { go: Method }, 'go', { value: () => 1, ...flags });
    const before = Object.getOwnPropertyDescriptor(target, 'go');
    const undo = patch(target, 'go', answerTwo);
    expect(target.go()).toBe(2);
    expect(Object.getOwnPropertyDescriptor(target, 'go')).toEqual({ ...flags, value: target.go });
    undo();
    expect(Object.getOwnPropertyDescriptor(target, 'go')).toEqual(before);
  });

  it('stands where the method stood, not in front of it', () => {
    const prototype = { go: () => 1 };
    const before = Object.getOwnPropertyDescriptors(prototype);
    const target = Object.create(Object.create(prototype)) as typeof prototype;
    const undo = patch(target, 'go', answerTwo);
    expect(target.go()).toBe(2);
    expect(Object.hasOwn(target, 'go')).toBe(false);
    expect(prototype.go()).toBe(2);
    undo();
    expect(Object.getOwnPropertyDescriptors(prototype)).toEqual(before);
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
    ['not to be changed', Object.defineProperty({} as { go: Method }, 'go', { value: () => 1 })],
    ['a getter', Object.defineProperty({} as { go: Method }, 'go', { configurable: true, get: () => () => 1 })],
    [
      'an inherited getter',
      Object.create({
        get go() {
          return () => 1;
        },
      }),
    ],
  ])('does nothing to a method that is %s', (_, target) => {
    const before = Object.getOwnPropertyDescriptors(target);
    const undo = patch(target as { go: Method }, 'go', answerTwo);
    expect(target.go()).toBe(1);
    expect(Object.getOwnPropertyDescriptors(target)).toEqual(before);
    undo();
    expect(target.go()).toBe(1);
    expect(Object.getOwnPropertyDescriptors(target)).toEqual(before);
  });

  it('does nothing where there is no such method', () => {
    expect(() => patch(undefined as { go: Method } | undefined, 'go', passOn)()).not.toThrow();
    const target = { go: 'text' } as unknown as { go: Method };
    patch(target, 'go', passOn)();
    expect(target.go).toBe('text');
  });
});
