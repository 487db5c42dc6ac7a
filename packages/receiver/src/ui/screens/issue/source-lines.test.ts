import { describe, expect, it } from 'vitest';
import { sourceLines } from './source-lines.ts';

describe('sourceLines', () => {
  it('numbers the lines around the culprit', () => {
    const lines = sourceLines({ lineno: 10, pre_context: ['a', 'b'], context_line: 'c', post_context: ['d'] });
    expect(lines.map((line) => [line.number, line.parts[0], line.isCulprit])).toEqual([
      [8, 'a', false],
      [9, 'b', false],
      [10, 'c', true],
      [11, 'd', false],
    ]);
  });

  it('marks the word at the column, which counts from 1', () => {
    const [line] = sourceLines({ lineno: 1, colno: 14, context_line: 'return order.total + 1;' });
    expect(line?.parts).toEqual(['return order.', 'total', ' + 1;']);
  });

  it('marks a single character where no word begins', () => {
    expect(sourceLines({ colno: 2, context_line: 'a(b)' })[0]?.parts).toEqual(['a', '(', 'b)']);
  });

  it('takes off the shared indentation and moves the column with it', () => {
    const lines = sourceLines({
      lineno: 2,
      colno: 7,
      pre_context: ['    if (x) {', ''],
      context_line: '      fail();',
      post_context: ['    }'],
    });
    expect(lines.map((line) => line.parts)).toEqual([
      ['if (x) {', '', ''],
      ['', '', ''],
      ['  ', 'fail', '();'],
      ['}', '', ''],
    ]);
  });

  it('marks nothing when the column lies beyond the line', () => {
    expect(sourceLines({ colno: 99, context_line: 'short' })[0]?.parts).toEqual(['short', '', '']);
  });

  it('shows of a minified line what is around the column', () => {
    const [line] = sourceLines({ colno: 501, context_line: `${'x;'.repeat(250)}boom${'y;'.repeat(250)}` });
    const [before, word, after] = line?.parts ?? ['', '', ''];
    expect(word).toBe('boomy');
    expect(before).toBe(`…${'x;'.repeat(60)}`);
    expect(after).toHaveLength(121);
    expect(after.endsWith('…')).toBe(true);
  });

  it('has no line numbers without a line number, and no lines without source', () => {
    expect(sourceLines({ context_line: 'a' })[0]?.number).toBeNull();
    expect(sourceLines({ lineno: 3, pre_context: ['a'] })).toEqual([]);
  });
});
