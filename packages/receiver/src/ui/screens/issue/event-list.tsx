import type { IssueDetail } from '../../../api.ts';
import { Ago } from '../../parts/ago.tsx';
import { countOf } from '../../parts/count.ts';
import { Section } from '../../parts/section.tsx';
import { placeUrl } from '../../router.ts';

/** The newest events of the issue, to see at a glance whom and which release it meets. */
export function EventList({ issue, eventId, now }: { issue: IssueDetail; eventId: string; now: number }) {
  if (issue.events.length < 2) {
    return null;
  }
  const note =
    issue.count > issue.events.length
      ? `newest ${issue.events.length} of ${countOf(issue.count, 'event')}`
      : issue.count;
  return (
    <Section id="events" title="Events of this issue" beside={<p className="muted">{note}</p>}>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Event</th>
              <th scope="col">User</th>
              <th scope="col">Release</th>
              <th scope="col">Environment</th>
            </tr>
          </thead>
          <tbody>
            {issue.events.map((event) => (
              <tr key={event.eventId}>
                <td>
                  <Ago time={event.timestamp} now={now} />
                </td>
                <td>
                  <a
                    href={placeUrl({ screen: 'issue', issueId: issue.id, eventId: event.eventId })}
                    aria-current={event.eventId === eventId ? 'true' : undefined}
                  >
                    <code>{event.eventId.slice(0, 8)}</code>
                  </a>
                </td>
                <td>{event.user ?? '–'}</td>
                <td>{event.release ?? '–'}</td>
                <td>{event.environment}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
