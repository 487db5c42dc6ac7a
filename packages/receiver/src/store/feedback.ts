import type { Database } from './database.ts';
import { prepare } from './statement.ts';

/** What a user wrote, in a form of the page or in the dialog after a crash. */
type FeedbackRow = {
  /** 32 hex digits. */
  feedback_id: string;
  project_id: string;
  /** The event it speaks of, which may come later or never. */
  event_id: string | null;
  /** Milliseconds since the epoch. */
  received_at: number;
  message: string;
  name: string | null;
  email: string | null;
  url: string | null;
  /** `widget`, `api`, `user_report`, `report_dialog`. */
  source: string;
  release: string | null;
  environment: string | null;
};

/** With the issue of the event it speaks of, where that is known. */
export type FeedbackLine = FeedbackRow & { issue_id: number | null; issue_title: string | null };

/** Where a page of the list begins: after this one. */
type FeedbackPosition = { receivedAt: number; id: string };

export interface FeedbackStore {
  /** Does nothing when one of this id is there already. */
  insert(row: FeedbackRow): void;
  /** Newest first. */
  list(after: FeedbackPosition | undefined, limit: number): FeedbackLine[];
  /** Of all events of an issue, newest first. */
  ofIssue(issueId: number, limit: number): FeedbackLine[];
  count(): number;
}

const COLUMNS =
  'feedback_id, project_id, event_id, received_at, message, name, email, url, source, release, environment';
const SELECT = `SELECT ${COLUMNS.replace(/\w+/g, 'feedback.$&')}, issues.id AS issue_id, issues.title AS issue_title
  FROM feedback LEFT JOIN events ON events.event_id = feedback.event_id LEFT JOIN issues ON issues.id = events.issue_id`;
const NEWEST_FIRST = 'ORDER BY feedback.received_at DESC, feedback.feedback_id DESC LIMIT :limit';

/** The table `feedback`. */
export function createFeedback(db: Database): FeedbackStore {
  const insert = prepare<FeedbackRow>(
    db,
    `INSERT INTO feedback (${COLUMNS}) VALUES (${COLUMNS.replace(/\w+/g, ':$&')}) ON CONFLICT DO NOTHING`,
  );
  const selectPage = prepare<{ receivedAt: number; id: string; limit: number }, FeedbackLine>(
    db,
    `${SELECT} WHERE (feedback.received_at, feedback.feedback_id) < (:receivedAt, :id) ${NEWEST_FIRST}`,
  );
  const selectOfIssue = prepare<{ issueId: number; limit: number }, FeedbackLine>(
    db,
    `${SELECT} WHERE events.issue_id = :issueId ${NEWEST_FIRST}`,
  );
  const selectCount = prepare<Record<string, never>, { count: number }>(db, 'SELECT count(*) AS count FROM feedback');
  return {
    insert: (row) => void insert.run(row),
    list: (after, limit) =>
      selectPage.all({ receivedAt: after?.receivedAt ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? '', limit }),
    ofIssue: (issueId, limit) => selectOfIssue.all({ issueId, limit }),
    count: () => selectCount.get({})?.count ?? 0,
  };
}
