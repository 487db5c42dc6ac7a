import { useEffect } from 'react';
import { routes } from '../../api.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { LogTable } from '../../parts/log-table.tsx';
import { Pager } from '../../parts/pager.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { placeUrl } from '../../router.ts';

const POLL_MS = 5000;

const LEVELS = ['', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** Which lines; empty texts ask for nothing. */
export interface LogFilter {
  query: string;
  level: string;
  trace: string;
}

/** What was logged, newest first, by text, level or trace. */
export function LogsScreen({ filter: { query, level, trace }, cursors }: { filter: LogFilter; cursors: string[] }) {
  const route = routes.logs({ query, level, trace }, cursors.at(-1) ?? null);
  const { answer, failure, isStale, retry } = useResource(route, { everyMs: POLL_MS, keepFormer: true });
  const to = (changes: Partial<LogFilter>, trail: string[] = []) =>
    placeUrl({ screen: 'logs', query, level, trace, ...changes, cursors: trail });

  useEffect(() => {
    document.title = 'Logs · Vedette';
  }, []);

  return (
    <>
      <div className="list-head">
        <h1>Logs</h1>
        <SearchBox
          query={query}
          label="Search logs"
          placeholder="Search lines and attributes"
          to={(typed) => to({ query: typed })}
        />
        <nav aria-label="Level" className="app-nav">
          {LEVELS.map((name) => (
            <a key={name} href={to({ level: name })} aria-current={name === level ? 'page' : undefined}>
              {name || 'all'}
            </a>
          ))}
        </nav>
      </div>
      {trace && (
        <p className="muted">
          Of the trace <code>{trace}</code>. <a href={to({ trace: '' })}>Of all traces</a>
        </p>
      )}
      {failure && <FailureNote failure={failure} onRetry={retry} />}
      {!answer && !failure && <p className="loading">Loading logs…</p>}
      {answer?.logs.length === 0 && <p className="muted">No line like that was logged.</p>}
      {answer && (
        <div className={isStale ? 'is-stale' : undefined} aria-busy={isStale}>
          <LogTable
            logs={answer.logs}
            beside={({ traceId }) => traceId && !trace && <a href={to({ trace: traceId })}>trace</a>}
          />
          <Pager cursors={cursors} nextCursor={answer.nextCursor} to={(trail) => to({}, trail)} />
        </div>
      )}
    </>
  );
}
