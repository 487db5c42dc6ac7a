import type { TraceDetail, TraceError, TraceSpan } from '../../../../api.ts';

/** A span with what happened inside it, or an error where it happened. */
export type TraceNode =
  | { kind: 'span'; id: string; span: TraceSpan; isOrphan: boolean; children: TraceNode[] }
  | { kind: 'error'; id: string; error: TraceError };

export type SpanNode = Extract<TraceNode, { kind: 'span' }>;

export interface TraceRow {
  node: TraceNode;
  depth: number;
}

/**
 * The spans of all services and their errors as one tree, siblings by time. A span whose parent never arrived is a root
 * marked `isOrphan`; an error whose span is unknown is a root as well. Parents that form a circle are broken at the
 * earliest span, so that nothing is lost and nothing is endless.
 */
export function buildSpanTree({ spans, errors }: Pick<TraceDetail, 'spans' | 'errors'>): TraceNode[] {
  const nodes = new Map<string, SpanNode>();
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (!nodes.has(span.spanId)) {
      nodes.set(span.spanId, { kind: 'span', id: span.spanId, span, isOrphan: false, children: [] });
    }
  }

  // Latest first: a circle closes at the last span that is hung up, and that should be its earliest.
  const roots: TraceNode[] = [];
  const parents = new Map<SpanNode, SpanNode>();
  for (const node of [...nodes.values()].reverse()) {
    const { parentSpanId } = node.span;
    const parent = parentSpanId === null ? undefined : nodes.get(parentSpanId);
    node.isOrphan = parentSpanId !== null && !parent;
    if (parent && !isWithin(parent, node, parents)) {
      parents.set(node, parent);
      parent.children.push(node);
    } else {
      roots.push(node);
    }
  }
  for (const error of errors) {
    const parent = error.spanId === null ? undefined : nodes.get(error.spanId);
    (parent?.children ?? roots).push({ kind: 'error', id: error.eventId, error });
  }
  for (const node of nodes.values()) {
    node.children.sort(byTime);
  }
  return roots.sort(byTime);
}

/** The tree as rows from top to bottom, without what lies under collapsed spans. */
export function flattenTree(nodes: TraceNode[], collapsed: ReadonlySet<string>, depth = 0): TraceRow[] {
  return nodes.flatMap((node) => {
    const row = { node, depth };
    return node.kind === 'span' && !collapsed.has(node.id)
      ? [row, ...flattenTree(node.children, collapsed, depth + 1)]
      : [row];
  });
}

/** How many spans and errors lie under a node, itself not counted. */
export function countBelow(node: TraceNode): number {
  return node.kind === 'error' ? 0 : node.children.reduce((sum, child) => sum + 1 + countBelow(child), 0);
}

/** Whether a span, or an error by its event, is this node or lies under it. */
export function holds(node: TraceNode, id: string): boolean {
  return node.id === id || (node.kind === 'span' && node.children.some((child) => holds(child, id)));
}

/** Whether a span is another one or lies under it, as far as the tree is built. */
function isWithin(node: SpanNode, other: SpanNode, parents: Map<SpanNode, SpanNode>): boolean {
  let at: SpanNode | undefined = node;
  while (at && at !== other) {
    at = parents.get(at);
  }
  return at === other;
}

function byTime(a: TraceNode, b: TraceNode): number {
  return timeOf(a) - timeOf(b);
}

function timeOf(node: TraceNode): number {
  return node.kind === 'span' ? node.span.start : node.error.timestamp;
}
