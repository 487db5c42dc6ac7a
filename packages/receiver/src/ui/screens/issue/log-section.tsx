import { routes } from '../../api.ts';
import { LogTable } from '../../parts/log-table.tsx';
import { Section } from '../../parts/section.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { placeUrl } from '../../router.ts';

const SHOWN_LINES = 20;

/** The newest lines that were logged in the trace of an event; nothing when there are none. */
export function LogSection({ traceId }: { traceId: string }) {
  const filter = { query: '', level: '', trace: traceId };
  const { answer } = useResource(routes.logs(filter, null));
  if (!answer || answer.logs.length === 0) {
    return null;
  }
  const all = <a href={placeUrl({ screen: 'logs', ...filter, cursors: [] })}>All of this trace</a>;
  return (
    <Section id="logs" title="Logs" beside={all}>
      <LogTable logs={answer.logs.slice(0, SHOWN_LINES)} />
    </Section>
  );
}
