import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { isParameterizedString, parameterize } from './parameterize.ts';

describe('parameterize', () => {
  test('is the text, and keeps template and values', () => {
    const text = parameterize`user ${7} took ${'tea'}`;
    expect(`${text}`).toBe('user 7 took tea');
    expect(text.length).toBe(15);
    expect(JSON.stringify({ text })).toBe('{"text":"user 7 took tea"}');
    expect(text.template).toBe('user %s took %s');
    expect(text.values).toEqual([7, 'tea']);
  });

  test('writes a percent sign of the template twice, so that it is no place of a value', () => {
    expect(parameterize`${50}% of %s`.template).toBe('%s%% of %%s');
  });

  test('of a text without values is that text', () => {
    const text = parameterize`plain`;
    expect([`${text}`, text.template, text.values]).toEqual(['plain', 'plain', []]);
  });

  test.each(Object.entries(HOSTILE))('of %s does not throw', (_, make) => {
    expect(`${parameterize`a ${make()} b`}`).toMatch(/^a .* b$/s);
  });
});

describe('isParameterizedString', () => {
  test('is true of what parameterize made, and of nothing else', () => {
    expect(isParameterizedString(parameterize`a`)).toBe(true);
    for (const other of ['a', Object('a'), { template: 'a' }, undefined, null]) {
      expect(isParameterizedString(other)).toBe(false);
    }
  });

  test.each(Object.entries(HOSTILE))('of %s does not throw', (_, make) => {
    expect(isParameterizedString(make())).toBe(false);
  });
});
