import type { Database } from './database.ts';
import { prepare } from './statement.ts';

export interface Projects {
  /** Remembers a project when something of it comes. */
  ensure(id: string): void;
  /** Ids, smallest first; `1` is always there. */
  list(): string[];
}

/** The projects that ever sent something. They share one key, so a project is just a number on its rows. */
export function createProjects(db: Database): Projects {
  const insert = prepare<{ id: string }>(db, 'INSERT INTO projects (id) VALUES (:id) ON CONFLICT DO NOTHING');
  const selectAll = prepare<Record<string, never>, { id: string }>(
    db,
    'SELECT id FROM projects ORDER BY length(id), id',
  );
  insert.run({ id: '1' });
  return {
    ensure: (id) => void insert.run({ id }),
    list: () => selectAll.all({}).map((row) => row.id),
  };
}
