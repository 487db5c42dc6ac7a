import type { EventDetail, IssueDetail } from '../../../api.ts';
import { Ago, absoluteTime } from '../../parts/ago.tsx';
import { countOf } from '../../parts/count.ts';
import { placeUrl } from '../../router.ts';
import { neighboursOf } from './neighbours.ts';

export interface EventNavProps {
  issue: IssueDetail;
  eventId: string;
  event: EventDetail | undefined;
  now: number;
}

/** Which event of the issue is shown, and the way to the next ones. */
export function EventNav({ issue, eventId, event, now }: EventNavProps) {
  const { position, newer, older } = neighboursOf(issue.events, eventId);
  const to = (id: string) => placeUrl({ screen: 'issue', issueId: issue.id, eventId: id });
  const isLatest = eventId === issue.lastEventId;
  return (
    <nav className="event-nav" aria-label="Events of this issue">
      <p className="event-which">
        <strong>{isLatest ? 'Latest event' : 'Event'}</strong>
        {event && (
          <span title={absoluteTime(event.timestamp)}>
            <Ago time={event.timestamp} now={now} />
          </span>
        )}
        {event && <span className="event-absolute">{absoluteTime(event.timestamp)}</span>}
        {position !== null && (
          <span className="muted">
            {position} of {countOf(issue.count, 'event')}
          </span>
        )}
      </p>
      <p className="event-steps">
        {!isLatest && <a href={to(issue.lastEventId)}>Latest</a>}
        <Step label="← Newer" to={newer && to(newer)} />
        <Step label="Older →" to={older && to(older)} />
      </p>
    </nav>
  );
}

function Step({ label, to }: { label: string; to: string | null }) {
  return to ? <a href={to}>{label}</a> : <span className="is-off">{label}</span>;
}
