export interface PagerProps {
  /** The way paged so far. */
  cursors: string[];
  nextCursor: string | null;
  /** The address of the page at the end of such a way. */
  to: (cursors: string[]) => string;
}

/** Links to the page before and after; nothing when all fits on one. */
export function Pager({ cursors, nextCursor, to }: PagerProps) {
  if (cursors.length === 0 && nextCursor === null) {
    return null;
  }
  return (
    <nav className="pager" aria-label="Pages">
      {cursors.length > 0 ? <a href={to(cursors.slice(0, -1))}>← Newer</a> : <span>← Newer</span>}
      <span className="pager-page">Page {cursors.length + 1}</span>
      {nextCursor === null ? <span>Older →</span> : <a href={to([...cursors, nextCursor])}>Older →</a>}
    </nav>
  );
}
