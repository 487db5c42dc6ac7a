import { type ReactNode, useEffect } from 'react';
import type { Route } from '../api.ts';
import { FailureNote } from './failure-note.tsx';
import { useResource } from './use-resource.ts';

const POLL_MS = 10_000;

/** A column: its heading and what stands in it. Numbers stand to the right. */
export interface Column<Row> {
  name: string;
  isNumber?: boolean;
  cell: (row: Row) => ReactNode;
}

export interface TableScreenProps<Answer, Row> {
  title: string;
  route: Route<Answer>;
  rowsOf: (answer: Answer) => Row[];
  keyOf: (row: Row) => string;
  columns: Array<Column<Row>>;
  /** Said while there are no rows. */
  empty: string;
}

/** A screen that is one table, kept fresh. */
export function TableScreen<Answer, Row>(props: TableScreenProps<Answer, Row>) {
  const { title, route, rowsOf, keyOf, columns, empty } = props;
  const { answer, failure, retry } = useResource(route, { everyMs: POLL_MS });
  const rows = answer && rowsOf(answer);

  useEffect(() => {
    document.title = `${title} · Vedette`;
  }, [title]);

  return (
    <>
      <div className="list-head">
        <h1>{title}</h1>
      </div>
      {failure && <FailureNote failure={failure} onRetry={retry} />}
      {!rows && !failure && <p className="loading">Loading…</p>}
      {rows?.length === 0 && <p className="muted">{empty}</p>}
      {rows && rows.length > 0 && (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {columns.map(({ name, isNumber }) => (
                  <th key={name} scope="col" className={isNumber ? 'column-number' : undefined}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  {columns.map(({ name, isNumber, cell }) => (
                    <td key={name} className={isNumber ? 'column-number' : undefined}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
