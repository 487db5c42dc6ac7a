import type { Span } from '@vedette/core';

/** Equal queries under one span before it is marked. One or two are chance, many are a loop that asks again each time. */
const MANY = 5;
/** Different queries remembered for one span. */
const MAX_PATTERNS = 100;

const countsOf = new WeakMap<Span, Map<string, number>>();

/**
 * Counts a query below its parent. The sixth of the same kind marks the parent, and each one more corrects it: with
 * `db.repeated_query.text` and `db.repeated_query.count` of the query that was asked most often.
 */
export function countQuery(parent: Span, text: string): void {
  let counts = countsOf.get(parent);
  if (!counts) {
    counts = new Map();
    countsOf.set(parent, counts);
  }
  const count = (counts.get(text) ?? 0) + 1;
  if (count === 1 && counts.size >= MAX_PATTERNS) {
    return;
  }
  counts.set(text, count);
  if (count > MANY && count >= Math.max(...counts.values())) {
    parent.setAttributes({ 'db.repeated_query.text': text, 'db.repeated_query.count': count });
  }
}
