import { placeUrl } from '../../router.ts';

export interface PagerProps {
  query: string;
  cursors: string[];
  nextCursor: string | null;
}

/** Links to the page before and after; nothing when all issues fit on one. */
export function Pager({ query, cursors, nextCursor }: PagerProps) {
  if (cursors.length === 0 && nextCursor === null) {
    return null;
  }
  const to = (trail: string[]) => placeUrl({ screen: 'issues', query, cursors: trail });
  return (
    <nav className="pager" aria-label="Pages">
      {cursors.length > 0 ? <a href={to(cursors.slice(0, -1))}>← Newer</a> : <span>← Newer</span>}
      <span className="pager-page">Page {cursors.length + 1}</span>
      {nextCursor === null ? <span>Older →</span> : <a href={to([...cursors, nextCursor])}>Older →</a>}
    </nav>
  );
}
