import './monitors.css';
import type { Monitor } from '../../../api.ts';
import { routes } from '../../api.ts';
import { Ago, absoluteTime } from '../../parts/ago.tsx';
import { compactCount } from '../../parts/count.ts';
import { formatDuration } from '../../parts/duration.ts';
import { type Column, TableScreen } from '../../parts/table-screen.tsx';
import { useNow } from '../../parts/use-now.ts';

const STATES: Record<Monitor['state'], string> = {
  ok: 'OK',
  error: 'Failed',
  in_progress: 'Running',
  missed: 'Missed',
  timeout: 'Takes too long',
};

/** The jobs that check in, and how each went last. */
export function MonitorsScreen() {
  const now = useNow();
  const columns: Array<Column<Monitor>> = [
    { name: 'Monitor', cell: ({ slug }) => <code>{slug}</code> },
    { name: 'Environment', cell: ({ environment }) => environment },
    { name: 'State', cell: ({ state }) => <span className={`monitor-state is-${state}`}>{STATES[state]}</span> },
    { name: 'Last run', cell: ({ startedAt }) => <Ago time={startedAt} now={now} /> },
    { name: 'Took', isNumber: true, cell: ({ duration }) => (duration === null ? '–' : formatDuration(duration)) },
    { name: 'Schedule', cell: ({ schedule }) => schedule ?? '–' },
    { name: 'Due', cell: ({ dueAt }) => (dueAt === null ? '–' : absoluteTime(dueAt)) },
    { name: 'OK', isNumber: true, cell: ({ okCount }) => compactCount(okCount) },
    { name: 'Failed', isNumber: true, cell: ({ errorCount }) => compactCount(errorCount) },
  ];
  return (
    <TableScreen
      title="Monitors"
      route={routes.monitors()}
      rowsOf={({ monitors }) => monitors}
      keyOf={({ projectId, slug, environment }) => `${projectId} ${environment} ${slug}`}
      columns={columns}
      empty="No job has checked in yet: see captureCheckIn and withMonitor."
    />
  );
}
