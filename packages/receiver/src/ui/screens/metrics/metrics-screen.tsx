import type { MetricSummary } from '../../../api.ts';
import { routes } from '../../api.ts';
import { Ago } from '../../parts/ago.tsx';
import { compactCount } from '../../parts/count.ts';
import { type Column, TableScreen } from '../../parts/table-screen.tsx';
import { useNow } from '../../parts/use-now.ts';

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

/** What was measured, added up. */
export function MetricsScreen() {
  const now = useNow();
  const number = (name: string, read: (row: MetricSummary) => number): Column<MetricSummary> => ({
    ...{ name, isNumber: true },
    cell: (row) => NUMBER.format(read(row)),
  });
  const columns: Array<Column<MetricSummary>> = [
    { name: 'Metric', cell: ({ name }) => <code>{name}</code> },
    { name: 'Type', cell: ({ type }) => type },
    { name: 'Unit', cell: ({ unit }) => unit || '–' },
    { name: 'Count', isNumber: true, cell: ({ count }) => compactCount(count) },
    number('Sum', ({ sum }) => sum),
    number('Mean', ({ sum, count }) => sum / count),
    number('Least', ({ min }) => min),
    number('Most', ({ max }) => max),
    number('Last', ({ last }) => last),
    { name: 'Last seen', isNumber: true, cell: ({ lastAt }) => <Ago time={lastAt} now={now} /> },
  ];
  return (
    <TableScreen
      title="Metrics"
      route={routes.metrics()}
      rowsOf={({ metrics }) => metrics}
      keyOf={({ projectId, name, type, unit }) => `${projectId} ${type} ${name} ${unit}`}
      columns={columns}
      empty="Nothing was measured yet: see metrics.count, metrics.gauge and metrics.distribution."
    />
  );
}
