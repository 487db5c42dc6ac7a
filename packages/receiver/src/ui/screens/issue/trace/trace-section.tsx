import './trace.css';
import type { EventDetail } from '../../../../api.ts';
import { routes } from '../../../api.ts';
import { countOf } from '../../../parts/count.ts';
import { FailureNote } from '../../../parts/failure-note.tsx';
import { Section } from '../../../parts/section.tsx';
import { useResource } from '../../../parts/use-resource.ts';
import { Vitals } from './vitals.tsx';
import { Waterfall } from './waterfall.tsx';

/** The server's part of a trace may arrive after the browser's. */
const POLL_MS = 10_000;

/** What browser and server did in the trace of an event. */
export function TraceSection({ traceId, event }: { traceId: string; event: EventDetail }) {
  const { answer: trace, failure, retry } = useResource(routes.trace(traceId), { everyMs: POLL_MS });
  const counts = trace && [countOf(trace.spans.length, 'span'), countOf(trace.errors.length, 'error')].join(', ');
  const isUnknown = failure?.status === 404 && !trace;
  return (
    <Section id="trace" title="Trace" beside={counts && <p className="muted">{counts}</p>}>
      {failure && !isUnknown && <FailureNote failure={failure} onRetry={retry} />}
      {!trace && !failure && <p className="loading">Loading trace…</p>}
      {(isUnknown || trace?.spans.length === 0) && (
        <p className="muted">No spans arrived for this trace: it was not sampled, or tracing is off.</p>
      )}
      {trace && <Vitals spans={trace.spans} />}
      {trace && trace.spans.length + trace.errors.length > 0 && <Waterfall trace={trace} event={event} />}
    </Section>
  );
}
