import type { Database } from './database.ts';
import { prepare } from './statement.ts';

type Measurement = {
  project_id: string;
  name: string;
  /** `counter`, `gauge` or `distribution`. */
  type: string;
  /** Empty when there is none. */
  unit: string;
  value: number;
  /** Seconds since the epoch. */
  timestamp: number;
};

type MetricRow = Omit<Measurement, 'value' | 'timestamp'> & {
  count: number;
  sum: number;
  min: number;
  max: number;
  last: number;
  last_at: number;
};

export interface Metrics {
  add(measurement: Measurement): void;
  /** By name. */
  list(limit: number): MetricRow[];
}

/** The table `metrics`: what was measured, added up under its name; single measurements are not kept. */
export function createMetrics(db: Database): Metrics {
  const upsert = prepare<Measurement>(
    db,
    `INSERT INTO metrics (project_id, name, type, unit, count, sum, min, max, last, last_at)
     VALUES (:project_id, :name, :type, :unit, 1, :value, :value, :value, :value, :timestamp)
     ON CONFLICT DO UPDATE SET count = count + 1, sum = sum + excluded.sum,
       min = min(min, excluded.min), max = max(max, excluded.max),
       last = iif(excluded.last_at >= last_at, excluded.last, last), last_at = max(last_at, excluded.last_at)`,
  );
  const selectAll = prepare<{ limit: number }, MetricRow>(
    db,
    'SELECT * FROM metrics ORDER BY name, type, unit, project_id LIMIT :limit',
  );
  return { add: (measurement) => void upsert.run(measurement), list: (limit) => selectAll.all({ limit }) };
}
