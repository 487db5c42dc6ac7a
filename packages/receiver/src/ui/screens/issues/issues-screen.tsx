import './issues.css';
import { useEffect } from 'react';
import { routes } from '../../api.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Pager } from '../../parts/pager.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useResource } from '../../parts/use-resource.ts';
import { placeUrl } from '../../router.ts';
import { FirstError } from './first-error.tsx';
import { IssueTable } from './issue-table.tsx';

const POLL_MS = 3000;

/** All issues, newest seen first, kept fresh while the page is visible. */
export function IssuesScreen({ query, cursors }: { query: string; cursors: string[] }) {
  const route = routes.issues(query, cursors.at(-1) ?? null);
  const { answer, failure, isStale, retry } = useResource(route, { everyMs: POLL_MS, keepFormer: true });
  const now = useNow();
  const isFiltered = query !== '' || cursors.length > 0;

  useEffect(() => {
    document.title = 'Issues · Vedette';
  }, []);

  return (
    <div className="issues">
      <div className="list-head">
        <h1>Issues</h1>
        <SearchBox
          query={query}
          label="Search issues"
          placeholder="Search title, culprit, message"
          to={(typed) => placeUrl({ screen: 'issues', query: typed, cursors: [] })}
        />
        <p className={`live ${failure ? 'is-off' : ''}`}>{failure ? 'Not live' : 'Live'}</p>
      </div>
      {failure && <FailureNote failure={failure} onRetry={retry} />}
      {!answer && !failure && <p className="loading">Loading issues…</p>}
      {answer && answer.issues.length > 0 && (
        <div className={isStale ? 'is-stale' : undefined} aria-busy={isStale}>
          <IssueTable issues={answer.issues} now={now} />
          <Pager
            cursors={cursors}
            nextCursor={answer.nextCursor}
            to={(trail) => placeUrl({ screen: 'issues', query, cursors: trail })}
          />
        </div>
      )}
      {answer?.issues.length === 0 && !isFiltered && <FirstError />}
      {answer?.issues.length === 0 && isFiltered && (
        <section className="note">
          <h2>{cursors.length > 0 ? 'Nothing further' : `No issue matches “${query}”`}</h2>
          <p>
            <a href="/">All issues</a>
          </p>
        </section>
      )}
    </div>
  );
}
