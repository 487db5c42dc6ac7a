import type { Context } from 'hono';
import type { MetricList } from '../api.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { Store } from '../store/store.ts';

const MAX_METRICS = 500;

/** `GET /api/0/metrics`: what was measured, by name. */
export function metricsRoute({ metrics }: Store) {
  return (c: Context): Response =>
    c.json<MetricList>({
      metrics: metrics
        .list(MAX_METRICS)
        .map(({ project_id, last_at, ...row }) => ({ projectId: project_id, ...row, lastAt: isoTime(last_at * 1000) })),
    });
}
