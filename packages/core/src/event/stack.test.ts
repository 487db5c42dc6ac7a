import { describe, expect, test } from 'vitest';
import { createMemoryPlatform } from '../testing/memory-platform.ts';
import { framesFromError } from './stack.ts';

const platform = createMemoryPlatform();

const frames = (stack: unknown, message = '', skip = 0) =>
  framesFromError({ name: 'Error', message, stack } as Error, platform, skip);
const names = (stack: unknown, message?: string, skip?: number) =>
  frames(stack, message, skip)?.map((frame) => frame.function);
const line = (name: string): string => `    at ${name} (/app/a.js:1:2)`;

describe('framesFromError', () => {
  test('puts the throwing frame last', () => {
    expect(frames(`Error: x\n${line('inner')}\n${line('outer')}`, 'x')).toEqual([
      { function: 'outer', filename: '/app/a.js', lineno: 1, colno: 2, in_app: true },
      { function: 'inner', filename: '/app/a.js', lineno: 1, colno: 2, in_app: true },
    ]);
  });

  test('takes no line of the message for a frame', () => {
    const message = `failed:\n${line('fake')}\n${line('fake')}`;
    expect(names(`TypeError: ${message}\n${line('real')}`, message)).toEqual(['real']);
  });

  test('takes a message for no frame either when there is nothing else', () => {
    const message = `failed:\n${line('fake')}`;
    expect(names(message, message)).toBeUndefined();
    expect(names(`${message}\n${line('real')}`, message)).toEqual(['real']);
  });

  test('keeps frames that happen to contain the message', () => {
    expect(names(`${line('load')}\n${line('main')}`, 'load')).toEqual(['main', 'load']);
    expect(names(`${line('load')}\n${line('main')}`, 'js')).toEqual(['main', 'load']);
  });

  test('reads on when the message was changed after the error was made', () => {
    expect(names(`Error: before\n${line('f')}`, 'after')).toEqual(['f']);
  });

  test('keeps the 50 newest', () => {
    const stack = Array.from({ length: 80 }, (_, n) => line(`f${n}`)).join('\n');
    const kept = names(stack);
    expect(kept).toHaveLength(50);
    expect(kept?.at(-1)).toBe('f0');
    expect(kept?.[0]).toBe('f49');
  });

  test('leaves out the newest ones when asked, and still keeps 50', () => {
    const stack = Array.from({ length: 80 }, (_, n) => line(`f${n}`)).join('\n');
    expect(names(stack, '', 1)).toHaveLength(50);
    expect(names(stack, '', 1)?.at(-1)).toBe('f1');
  });

  test('cuts lines at 1024 characters before anything reads them', () => {
    let longest = 0;
    framesFromError({ name: 'Error', message: '', stack: `x\n${'y'.repeat(5000)}` } as Error, {
      ...platform,
      parseStack(stack) {
        longest = Math.max(...stack.split('\n').map((part) => part.length));
        return [];
      },
    });
    expect(longest).toBe(1024);
  });

  test('takes the async off names, and marks frames without a name', () => {
    expect(names(`${line('async load')}\n    at /app/b.js:3:4`)).toEqual(['?', 'load']);
  });

  test.each([undefined, null, 12, '', 'no frames', [], {}])('finds none in %j', (stack) => {
    expect(frames(stack)).toBeUndefined();
  });

  test.each([undefined, null, 12, {}])('reads the stack also beside a message %j', (message) => {
    expect(names(line('f'), message as string)).toEqual(['f']);
  });

  test('finds none when the stack throws, or the parser does', () => {
    const error = Object.defineProperty(new Error('x'), 'stack', {
      get() {
        throw new Error('locked');
      },
    });
    expect(framesFromError(error, platform)).toBeUndefined();
    const parseStack = (): never => {
      throw new Error('unknown engine');
    };
    expect(framesFromError(new Error('x'), { ...platform, parseStack })).toBeUndefined();
  });
});
