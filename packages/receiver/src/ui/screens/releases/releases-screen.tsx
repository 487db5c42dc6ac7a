import type { ReleaseHealth } from '../../../api.ts';
import { routes } from '../../api.ts';
import { Ago } from '../../parts/ago.tsx';
import { compactCount } from '../../parts/count.ts';
import { type Column, TableScreen } from '../../parts/table-screen.tsx';
import { useNow } from '../../parts/use-now.ts';
import { formatShare } from './share.ts';

/** How healthy each release is: the share of its sessions that did not crash. */
export function ReleasesScreen() {
  const now = useNow();
  const columns: Array<Column<ReleaseHealth>> = [
    { name: 'Release', cell: ({ release }) => <code>{release}</code> },
    { name: 'Project', cell: ({ projectId }) => projectId },
    { name: 'Crash free', isNumber: true, cell: ({ crashFree }) => <strong>{formatShare(crashFree)}</strong> },
    { name: 'Sessions', isNumber: true, cell: ({ sessions }) => compactCount(sessions) },
    { name: 'With errors', isNumber: true, cell: ({ errored }) => compactCount(errored) },
    { name: 'Crashed', isNumber: true, cell: ({ crashed }) => compactCount(crashed) },
    { name: 'Abnormal', isNumber: true, cell: ({ abnormal }) => compactCount(abnormal) },
    { name: 'First session', isNumber: true, cell: ({ firstStarted }) => <Ago time={firstStarted} now={now} /> },
    { name: 'Last session', isNumber: true, cell: ({ lastStarted }) => <Ago time={lastStarted} now={now} /> },
  ];
  return (
    <TableScreen
      title="Releases"
      route={routes.releases()}
      rowsOf={({ releases }) => releases}
      keyOf={({ projectId, release }) => `${projectId} ${release}`}
      columns={columns}
      empty="No session has come yet. SDKs send them when they know a release."
    />
  );
}
