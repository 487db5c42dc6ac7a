import { useEffect } from 'react';
import type { FeedbackEntry } from '../../../api.ts';
import { routes } from '../../api.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { FeedbackCards } from '../../parts/feedback-cards.tsx';
import { Pager } from '../../parts/pager.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useResource } from '../../parts/use-resource.ts';
import { placeUrl } from '../../router.ts';

const POLL_MS = 5000;

/** Everything users wrote, newest first. */
export function FeedbackScreen({ cursors }: { cursors: string[] }) {
  const route = routes.feedback(cursors.at(-1) ?? null);
  const { answer, failure, retry } = useResource(route, { everyMs: POLL_MS, keepFormer: true });
  const now = useNow();

  useEffect(() => {
    document.title = 'Feedback · Vedette';
  }, []);

  return (
    <>
      <div className="list-head">
        <h1>Feedback</h1>
      </div>
      {failure && <FailureNote failure={failure} onRetry={retry} />}
      {!answer && !failure && <p className="loading">Loading feedback…</p>}
      {answer?.feedback.length === 0 && <p className="muted">No user has written anything yet.</p>}
      {answer && <FeedbackCards feedback={answer.feedback} now={now} about={About} />}
      {answer && (
        <Pager
          cursors={cursors}
          nextCursor={answer.nextCursor}
          to={(trail) => placeUrl({ screen: 'feedback', cursors: trail })}
        />
      )}
    </>
  );
}

function About({ issueId, eventId, issueTitle }: FeedbackEntry) {
  return issueId === null ? null : <a href={placeUrl({ screen: 'issue', issueId, eventId })}>{issueTitle}</a>;
}
