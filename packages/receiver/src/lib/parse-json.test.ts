import { expect, it } from 'vitest';
import { MAX_JSON_DEPTH, parseJson } from './parse-json.ts';

const parse = (text: string) => parseJson(new TextEncoder().encode(text));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

it('gives the value and its text', () => {
  expect(parse('{"a":[1,"é"]}')).toEqual({ value: { a: [1, 'é'] }, text: '{"a":[1,"é"]}' });
});

it('allows exactly as many levels as it says', () => {
  expect(parse(nested(MAX_JSON_DEPTH))).toHaveProperty('value');
  expect(parse(nested(MAX_JSON_DEPTH + 1))).toEqual({ error: 'is nested deeper than 128 levels' });
  expect(parse('{"a":'.repeat(1_000_000))).toHaveProperty('error');
});

it('does not count brackets inside texts, whatever is escaped there', () => {
  expect(parse(JSON.stringify({ a: `"\\${'[{'.repeat(1000)}` }))).toHaveProperty('value');
  expect(parse(`["\\\\",${nested(MAX_JSON_DEPTH)}]`)).toHaveProperty('error');
});

it('refuses what is no JSON', () => {
  for (const text of ['', '{', '{"a":1', 'undefined', '"\n"']) {
    expect(parse(text)).toEqual({ error: 'is not JSON' });
  }
});
