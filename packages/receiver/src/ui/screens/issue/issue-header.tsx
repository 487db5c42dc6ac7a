import type { IssueDetail } from '../../../api.ts';
import { Ago } from '../../parts/ago.tsx';
import { compactCount } from '../../parts/count.ts';
import { Level } from '../../parts/level.tsx';
import { Sparkline } from '../../parts/sparkline.tsx';

/** What the issue is, how much of it there is and since when. */
export function IssueHeader({ issue, now }: { issue: IssueDetail; now: number }) {
  return (
    <header className="issue-header">
      <div className="issue-headline">
        <p className="issue-kind">
          <Level level={issue.level} />
          {issue.handled ? (
            <span className="badge">Handled</span>
          ) : (
            <span className="badge badge-unhandled">Unhandled</span>
          )}
          <span>{issue.platform}</span>
        </p>
        <h1>{issue.title}</h1>
        {issue.culprit && <p className="issue-culprit">{issue.culprit}</p>}
      </div>
      <dl className="issue-numbers">
        <div className="issue-trend">
          <dt>Last 24 hours</dt>
          <dd>
            <Sparkline trend={issue.trend} />
          </dd>
        </div>
        <div>
          <dt>Events</dt>
          <dd>{compactCount(issue.count)}</dd>
        </div>
        <div>
          <dt>Users</dt>
          <dd>{compactCount(issue.users)}</dd>
        </div>
        <div>
          <dt>First seen</dt>
          <dd>
            <Ago time={issue.firstSeen} now={now} />
          </dd>
        </div>
        <div>
          <dt>Last seen</dt>
          <dd>
            <Ago time={issue.lastSeen} now={now} />
          </dd>
        </div>
      </dl>
    </header>
  );
}
