import type { ReactNode } from 'react';
import type { FeedbackEntry } from '../../api.ts';
import { Ago } from './ago.tsx';
import { Attachments } from './attachments.tsx';

export interface FeedbackCardsProps {
  feedback: FeedbackEntry[];
  now: number;
  /** Stands under the text: where it belongs. */
  about?: (entry: FeedbackEntry) => ReactNode;
}

/** What users wrote, who they are if they said so, and what they attached. */
export function FeedbackCards({ feedback, now, about }: FeedbackCardsProps) {
  return (
    <ul className="feedback-cards">
      {feedback.map((entry) => (
        <li key={entry.id}>
          <p className="feedback-who">
            <strong>{entry.name ?? 'Somebody'}</strong>
            {entry.email && <span>{entry.email}</span>}
            <span className="muted">
              <Ago time={entry.receivedAt} now={now} />
            </span>
          </p>
          <p className="feedback-message">{entry.message}</p>
          {entry.attachments.length > 0 && <Attachments attachments={entry.attachments} />}
          <p className="feedback-where muted">
            {[entry.url, entry.release, entry.environment].filter(Boolean).join(' · ')}
          </p>
          {about?.(entry)}
        </li>
      ))}
    </ul>
  );
}
