import type { Database } from './database.ts';
import { prepare } from './statement.ts';

export interface DroppedCount {
  reason: string;
  category: string;
  quantity: number;
}

export interface Dropped {
  add(projectId: string, count: DroppedCount): void;
  /** Over all projects, most first. */
  list(): DroppedCount[];
}

/** The table `dropped`: what SDKs told of what they did not send. */
export function createDropped(db: Database): Dropped {
  const add = prepare<{ projectId: string; reason: string; category: string; quantity: number }>(
    db,
    `INSERT INTO dropped (project_id, reason, category, quantity) VALUES (:projectId, :reason, :category, :quantity)
     ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
  );
  const selectAll = prepare<Record<string, never>, DroppedCount>(
    db,
    `SELECT reason, category, sum(quantity) AS quantity FROM dropped
     GROUP BY reason, category ORDER BY quantity DESC, reason, category`,
  );
  return { add: (projectId, count) => void add.run({ projectId, ...count }), list: () => selectAll.all({}) };
}
