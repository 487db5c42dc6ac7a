import type { KeyboardEvent } from 'react';
import type { IssueSummary } from '../../../api.ts';
import { Ago } from '../../parts/ago.tsx';
import { compactCount } from '../../parts/count.ts';
import { Level } from '../../parts/level.tsx';
import { Sparkline } from '../../parts/sparkline.tsx';
import { placeUrl } from '../../router.ts';

/** The issues as a table; with the focus on one, the arrow keys go up and down. */
export function IssueTable({ issues, now }: { issues: IssueSummary[]; now: number }) {
  return (
    <table className="issue-table">
      <thead>
        <tr>
          <th scope="col">Issue</th>
          <th scope="col" className="column-trend">
            Last 24 hours
          </th>
          <th scope="col" className="column-number">
            Events
          </th>
          <th scope="col" className="column-number">
            Users
          </th>
          <th scope="col" className="column-time">
            Last seen
          </th>
        </tr>
      </thead>
      <tbody>
        {issues.map((issue) => (
          <IssueRow key={issue.id} issue={issue} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function IssueRow({ issue, now }: { issue: IssueSummary; now: number }) {
  return (
    <tr className={`issue-row edge-${issue.level}`}>
      <td className="column-issue">
        <a
          className="issue-title"
          href={placeUrl({ screen: 'issue', issueId: issue.id, eventId: null })}
          onKeyDown={onArrow}
        >
          {issue.title}
        </a>
        <p className="issue-where">
          <Level level={issue.level} />
          {!issue.handled && <span className="badge badge-unhandled">Unhandled</span>}
          <span className="issue-culprit">{issue.culprit || issue.platform}</span>
        </p>
      </td>
      <td className="column-trend">
        <Sparkline trend={issue.trend} />
      </td>
      <td className="column-number" title={`${issue.count} events`}>
        {compactCount(issue.count)}
        <span className="narrow-only"> {issue.count === 1 ? 'event' : 'events'}</span>
      </td>
      <td className="column-number column-users" title={`${issue.users} users`}>
        {compactCount(issue.users)}
        <span className="narrow-only"> {issue.users === 1 ? 'user' : 'users'}</span>
      </td>
      <td className="column-time">
        <Ago time={issue.lastSeen} now={now} />
      </td>
    </tr>
  );
}

/** Only while the focus is on a title, so that no key is taken from anybody else. */
function onArrow(event: KeyboardEvent<HTMLAnchorElement>): void {
  const row = event.currentTarget.closest('tr');
  const other = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
  const link = other?.querySelector<HTMLAnchorElement>('.issue-title');
  if (link) {
    event.preventDefault();
    link.focus();
  }
}
