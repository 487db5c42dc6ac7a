/** The first tables. Times are whole milliseconds since the epoch, spans' are seconds with fractions, as on the wire. */
export const migration0001 = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE projects (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

  CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    project_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    grouping TEXT NOT NULL,
    title TEXT NOT NULL,
    culprit TEXT NOT NULL,
    level TEXT NOT NULL,
    platform TEXT NOT NULL,
    handled INTEGER NOT NULL,
    count INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    last_event_id TEXT NOT NULL,
    UNIQUE (project_id, fingerprint)
  ) STRICT;
  CREATE INDEX issues_by_last_seen ON issues (last_seen DESC, id DESC);

  CREATE TABLE issue_users (
    issue_id INTEGER NOT NULL,
    user TEXT NOT NULL,
    PRIMARY KEY (issue_id, user)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE issue_hours (
    issue_id INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (issue_id, hour)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE events (
    event_id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    issue_id INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    platform TEXT NOT NULL,
    environment TEXT NOT NULL,
    release TEXT,
    user TEXT,
    trace_id TEXT,
    span_id TEXT,
    tags TEXT NOT NULL,
    payload TEXT NOT NULL,
    stacks TEXT
  ) STRICT;
  CREATE INDEX events_by_issue ON events (issue_id, timestamp DESC);
  CREATE INDEX events_by_trace ON events (trace_id) WHERE trace_id IS NOT NULL;

  CREATE TABLE transactions (
    event_id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    payload TEXT NOT NULL
  ) STRICT;

  CREATE TABLE spans (
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    transaction_id TEXT NOT NULL,
    is_transaction INTEGER NOT NULL,
    transaction_name TEXT NOT NULL,
    op TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL,
    platform TEXT NOT NULL,
    start REAL NOT NULL,
    "end" REAL NOT NULL,
    data TEXT NOT NULL,
    measurements TEXT NOT NULL
  ) STRICT;
  CREATE INDEX spans_by_trace ON spans (trace_id, start);

  CREATE TABLE sessions (
    project_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    release TEXT NOT NULL,
    environment TEXT NOT NULL,
    status TEXT NOT NULL,
    errors INTEGER NOT NULL,
    started INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    PRIMARY KEY (project_id, session_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE session_counts (
    project_id TEXT NOT NULL,
    release TEXT NOT NULL,
    environment TEXT NOT NULL,
    minute INTEGER NOT NULL,
    exited INTEGER NOT NULL,
    errored INTEGER NOT NULL,
    crashed INTEGER NOT NULL,
    abnormal INTEGER NOT NULL,
    PRIMARY KEY (project_id, release, environment, minute)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE dropped (
    project_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    category TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (project_id, reason, category)
  ) STRICT, WITHOUT ROWID;
`;
