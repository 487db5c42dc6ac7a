import { cpuMilliseconds } from '@vedette/testkit';
import { describe, expect, test } from 'vitest';
import { fitText } from './fit-text.ts';

const bytes = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length - 2;

describe('fitText', () => {
  test('leaves a text that fits as it is, and takes its bytes from the room', () => {
    const room = { left: 100 };
    expect(fitText('hello', room)).toBe('hello');
    expect(room.left).toBe(95);
  });

  test('cuts what does not fit, and nothing more fits after it', () => {
    const room = { left: 5 };
    expect(fitText('hello world', room)).toBe('hello...');
    expect(fitText('a', room)).toBe('...');
    expect(room.left).toBe(0);
  });

  test('cuts where the last character that fits ends, also of a wide one', () => {
    expect(fitText('aaé', { left: 7 })).toBe('aa...');
    expect(fitText('aaé', { left: 8 })).toBe('aaé');
  });

  test.each(['plain', '"quoted"\\', '\u0000\u001f\n\t', 'é', '漢字', '😀', '\u2028', '\ud800', 'a\udc00b', '\u007f'])(
    'never takes less than JSON of %j needs',
    (text) => {
      const room = { left: 1000 };
      expect(bytes(fitText(text, room))).toBeLessThanOrEqual(1000 - room.left);
    },
  );

  test('replaces halves of surrogate pairs, and leaves whole pairs', () => {
    expect(fitText('\ud800a\udc00 😀', { left: 100 })).toBe('\ufffda\ufffd 😀');
    // The cut falls into the pair.
    expect(fitText('😀', { left: 6 })).toBe('\ufffd...');
  });

  test('reads no further than the cut', () => {
    const huge = 'x'.repeat(2 ** 26);
    // Makes it one piece, which is the engine's work.
    huge.charCodeAt(0);
    expect(fitText(huge, { left: 10 })).toBe(`${'x'.repeat(10)}...`);
    expect(cpuMilliseconds(() => fitText(huge, { left: 10 }), 5)).toBeLessThan(20);
  });
});
