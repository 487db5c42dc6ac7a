/**
 * What people write, files beside events, logs, jobs and metrics. Times are whole milliseconds since the epoch, those of
 * logs seconds with fractions, as on the wire: several may fall into one millisecond.
 */
export const migration0002 = `
  CREATE TABLE feedback (
    feedback_id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    event_id TEXT,
    received_at INTEGER NOT NULL,
    message TEXT NOT NULL,
    name TEXT,
    email TEXT,
    url TEXT,
    source TEXT NOT NULL,
    release TEXT,
    environment TEXT
  ) STRICT;
  CREATE INDEX feedback_by_time ON feedback (received_at DESC, feedback_id DESC);
  CREATE INDEX feedback_by_event ON feedback (event_id) WHERE event_id IS NOT NULL;

  CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (event_id, filename, digest)
  ) STRICT;

  CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    project_id TEXT NOT NULL,
    timestamp REAL NOT NULL,
    level TEXT NOT NULL,
    body TEXT NOT NULL,
    trace_id TEXT,
    release TEXT,
    environment TEXT,
    attributes TEXT NOT NULL
  ) STRICT;
  CREATE INDEX logs_by_time ON logs (timestamp DESC, id DESC);
  CREATE INDEX logs_by_trace ON logs (trace_id, timestamp) WHERE trace_id IS NOT NULL;

  CREATE TABLE monitors (
    project_id TEXT NOT NULL,
    slug TEXT NOT NULL,
    environment TEXT NOT NULL,
    check_in_id TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    duration REAL,
    ok_count INTEGER NOT NULL,
    error_count INTEGER NOT NULL,
    schedule TEXT,
    margin_minutes INTEGER,
    max_runtime_minutes INTEGER,
    timezone TEXT,
    PRIMARY KEY (project_id, slug, environment)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE metrics (
    project_id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    unit TEXT NOT NULL,
    count INTEGER NOT NULL,
    sum REAL NOT NULL,
    min REAL NOT NULL,
    max REAL NOT NULL,
    last REAL NOT NULL,
    last_at REAL NOT NULL,
    PRIMARY KEY (project_id, name, type, unit)
  ) STRICT, WITHOUT ROWID;
`;
