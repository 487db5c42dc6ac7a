import type { Database } from './database.ts';
import { prepare } from './statement.ts';

type AttachmentRow = {
  /** The event or feedback it came with; 32 hex digits. */
  event_id: string;
  filename: string;
  content_type: string;
  /** Tells a file sent twice from two files of one name. */
  digest: string;
  /** Bytes. */
  size: number;
  data: Uint8Array;
};

/** A file without its bytes. */
export type AttachmentLine = { id: number; filename: string; content_type: string; size: number };

export interface Attachments {
  /** Does nothing when the event has this very file, or `MAX_FILES` others. */
  insert(row: AttachmentRow): void;
  ofEvent(eventId: string): AttachmentLine[];
  get(id: number): (AttachmentLine & { data: Uint8Array }) | undefined;
}

/** Of one event. Its id is known to its page, which must not fill the disk by adding to it. */
const MAX_FILES = 20;

/** The table `attachments`. */
export function createAttachments(db: Database): Attachments {
  const insert = prepare<AttachmentRow & { max: number }>(
    db,
    `INSERT INTO attachments (event_id, filename, content_type, digest, size, data)
     SELECT :event_id, :filename, :content_type, :digest, :size, :data
     WHERE (SELECT count(*) FROM attachments WHERE event_id = :event_id) < :max
     ON CONFLICT DO NOTHING`,
  );
  const selectOfEvent = prepare<{ eventId: string }, AttachmentLine>(
    db,
    'SELECT id, filename, content_type, size FROM attachments WHERE event_id = :eventId ORDER BY id',
  );
  const selectOne = prepare<{ id: number }, AttachmentLine & { data: Uint8Array }>(
    db,
    'SELECT id, filename, content_type, size, data FROM attachments WHERE id = :id',
  );
  return {
    insert: (row) => void insert.run({ ...row, max: MAX_FILES }),
    ofEvent: (eventId) => selectOfEvent.all({ eventId }),
    get: (id) => selectOne.get({ id }),
  };
}
