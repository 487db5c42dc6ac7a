/** A piece of text that takes the place of another. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Those of the edits that can be made at once: of two that overlap the outer one, whose text was made without the inner.
 * The inner one is found again in what it leads to.
 */
export function withoutOverlaps(edits: Edit[]): Edit[] {
  const outerFirst = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = -1;
  return outerFirst.filter(({ start, end }) => {
    const isFree = start >= reached;
    reached = isFree ? Math.max(end, start) : reached;
    return isFree;
  });
}

/** `edits` must not overlap, and are in order. What they do not name stays as it is, byte by byte. */
export function applyEdits(text: string, edits: Edit[]): string {
  let at = 0;
  let result = '';
  for (const { start, end, text: inserted } of edits) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

/** Where a place of the text is after the edits. */
export function shiftOffset(offset: number, edits: Edit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (end <= offset) {
      shift += text.length - (end - start);
    } else if (start < offset) {
      return start + shift;
    }
  }
  return offset + shift;
}
