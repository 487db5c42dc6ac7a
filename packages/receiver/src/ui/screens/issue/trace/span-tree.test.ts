import { describe, expect, it } from 'vitest';
import type { TraceError, TraceSpan } from '../../../../api.ts';
import { buildSpanTree, countBelow, flattenTree, holds, type TraceNode } from './span-tree.ts';

function span(spanId: string, parentSpanId: string | null, start: number): TraceSpan {
  return {
    spanId,
    parentSpanId,
    start,
    end: start + 1,
    isTransaction: false,
    transaction: 't',
    op: 'op',
    description: spanId,
    status: 'ok',
    platform: 'node',
    data: {},
    measurements: {},
  };
}

function error(eventId: string, spanId: string | null, timestamp: number): TraceError {
  return { eventId, issueId: '1', spanId, timestamp, title: 'Error', platform: 'node', level: 'error' };
}

/** The tree as indented text, which is what a reader of the page sees. */
function outline(nodes: TraceNode[], collapsed = new Set<string>()): string[] {
  return flattenTree(nodes, collapsed).map(
    ({ node, depth }) => `${'  '.repeat(depth)}${node.kind === 'error' ? '!' : ''}${node.id}`,
  );
}

describe('buildSpanTree', () => {
  it('hangs spans under their parents, siblings by start, in whatever order they came', () => {
    const spans = [
      span('db', 'server', 3),
      span('fetch', 'click', 1),
      span('server', 'fetch', 2),
      span('click', null, 0),
    ];
    const late = span('render', 'click', 9);
    expect(outline(buildSpanTree({ spans: [late, ...spans], errors: [] }))).toEqual([
      'click',
      '  fetch',
      '    server',
      '      db',
      '  render',
    ]);
  });

  it('puts an error among the children of its span by time', () => {
    const spans = [span('server', null, 0), span('db', 'server', 1), span('log', 'server', 5)];
    expect(outline(buildSpanTree({ spans, errors: [error('boom', 'server', 3)] }))).toEqual([
      'server',
      '  db',
      '  !boom',
      '  log',
    ]);
  });

  it('keeps errors whose span is unknown at the top', () => {
    const errors = [error('lost', 'gone', 4), error('none', null, -1)];
    expect(outline(buildSpanTree({ spans: [span('a', null, 0)], errors }))).toEqual(['!none', 'a', '!lost']);
  });

  it('marks a span whose parent never arrived, and only that', () => {
    const tree = buildSpanTree({ spans: [span('a', 'gone', 0), span('b', 'a', 1), span('c', null, 2)], errors: [] });
    const orphans = flattenTree(tree, new Set()).map(({ node }) => node.kind === 'span' && node.isOrphan);
    expect(orphans).toEqual([true, false, false]);
  });

  it('breaks a circle of parents at its earliest span and loses nothing', () => {
    const spans = [span('c', 'b', 3), span('a', 'c', 1), span('b', 'a', 2), span('self', 'self', 9)];
    expect(outline(buildSpanTree({ spans, errors: [] }))).toEqual(['a', '  b', '    c', 'self']);
  });

  it('shows a span that arrived twice once', () => {
    expect(outline(buildSpanTree({ spans: [span('a', null, 0), span('a', null, 0)], errors: [] }))).toEqual(['a']);
  });
});

describe('a tree', () => {
  const tree = buildSpanTree({
    spans: [span('a', null, 0), span('b', 'a', 1), span('c', 'b', 2), span('z', null, 9)],
    errors: [error('boom', 'c', 2.5)],
  });

  it('hides what lies under a collapsed span', () => {
    expect(outline(tree, new Set(['b']))).toEqual(['a', '  b', 'z']);
  });

  it('counts the spans and errors below a span, not the span itself', () => {
    expect(tree.map(countBelow)).toEqual([3, 0]);
  });

  it('knows what it holds, errors by their event', () => {
    expect(tree.map((node) => [holds(node, 'c'), holds(node, 'boom'), holds(node, 'z')])).toEqual([
      [true, true, false],
      [false, false, true],
    ]);
  });
});
