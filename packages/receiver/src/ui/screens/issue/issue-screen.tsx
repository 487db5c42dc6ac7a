import './issue.css';
import { useEffect } from 'react';
import type { IssueDetail } from '../../../api.ts';
import { routes } from '../../api.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useResource } from '../../parts/use-resource.ts';
import { navigate, placeUrl } from '../../router.ts';
import { EventBody } from './event-body.tsx';
import { EventNav } from './event-nav.tsx';
import { IssueHeader } from './issue-header.tsx';

const POLL_MS = 5000;

/**
 * One issue through one of its events. An address without an event becomes that of the latest one at once: newer events
 * may come in while somebody reads, and must not pull the page from under them.
 */
export function IssueScreen({ issueId, eventId }: { issueId: string; eventId: string | null }) {
  const issue = useResource(routes.issue(issueId), { everyMs: POLL_MS });
  const now = useNow();
  usePinnedEvent(issueId, eventId, issue.answer);
  useEffect(() => {
    document.title = `${issue.answer?.title ?? 'Issue'} · Vedette`;
  }, [issue.answer?.title]);

  return (
    <article className="issue">
      {issue.failure && <FailureNote failure={issue.failure} onRetry={issue.retry} />}
      {!issue.answer && !issue.failure && <p className="loading">Loading issue…</p>}
      {issue.answer && (
        <>
          <IssueHeader issue={issue.answer} now={now} />
          <ShownEvent issue={issue.answer} eventId={eventId ?? issue.answer.lastEventId} now={now} />
        </>
      )}
    </article>
  );
}

function ShownEvent({ issue, eventId, now }: { issue: IssueDetail; eventId: string; now: number }) {
  const { answer: event, failure, isStale, retry } = useResource(routes.event(eventId), { keepFormer: true });
  return (
    <>
      <EventNav issue={issue} eventId={eventId} event={event} now={now} />
      {failure && <FailureNote failure={failure} onRetry={retry} />}
      {!event && !failure && <p className="loading">Loading event…</p>}
      {event && !failure && (
        <div className={isStale ? 'is-stale' : undefined} aria-busy={isStale}>
          <EventBody key={event.eventId} event={event} issue={issue} now={now} />
        </div>
      )}
    </>
  );
}

function usePinnedEvent(issueId: string, eventId: string | null, issue: IssueDetail | undefined): void {
  const latest = issue?.lastEventId;
  useEffect(() => {
    if (eventId === null && latest) {
      navigate(placeUrl({ screen: 'issue', issueId, eventId: latest }), { replace: true });
    }
  }, [issueId, eventId, latest]);
}
