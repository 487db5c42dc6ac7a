import { type Attachments, createAttachments } from './attachments.ts';
import { createCommitQueue, type WriteJob } from './commit-queue.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { createDropped, type Dropped } from './dropped.ts';
import { createEvents, type Events } from './events.ts';
import { createFeedback, type FeedbackStore } from './feedback.ts';
import { createIssues, type Issues } from './issues.ts';
import { createLogs, type Logs } from './logs.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createMonitors, type Monitors } from './monitors.ts';
import { createProjects, type Projects } from './projects.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { publicKeyOf } from './settings.ts';
import { createTransactions, type Transactions } from './transactions.ts';

/** All that is kept, one member a table family. Reading is direct; writing goes through `write`. */
export interface Store {
  publicKey: string;
  projects: Projects;
  issues: Issues;
  events: Events;
  transactions: Transactions;
  sessions: Sessions;
  feedback: FeedbackStore;
  attachments: Attachments;
  logs: Logs;
  monitors: Monitors;
  metrics: Metrics;
  dropped: Dropped;
  /** Runs the job in a transaction; resolves when its rows are on the disk. */
  write(job: WriteJob): Promise<void>;
  /** Writes what waits and closes the file. */
  close(): void;
}

/** Opens the database file and all its tables. Throws a `DatabaseFileError` when it cannot be used. */
export function openStore(path: string): Store {
  const db = openDatabase(path);
  const queue = createCommitQueue(db);
  return {
    publicKey: publicKeyOf(db),
    projects: createProjects(db),
    issues: createIssues(db),
    events: createEvents(db),
    transactions: createTransactions(db),
    sessions: createSessions(db),
    feedback: createFeedback(db),
    attachments: createAttachments(db),
    logs: createLogs(db),
    monitors: createMonitors(db),
    metrics: createMetrics(db),
    dropped: createDropped(db),
    write: queue.write,
    close() {
      queue.close();
      closeDatabase(db);
    },
  };
}
