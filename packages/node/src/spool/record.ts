/** One envelope in a spool file. */
export interface SpoolRecord {
  id: number;
  /** When it was written, in milliseconds since the epoch. */
  atMs: number;
  body: Buffer;
}

/** What could be read of a spool file. */
export interface SpoolContents {
  /** In the order they were written, without those that were acknowledged. */
  records: SpoolRecord[];
  /** Stretches of bytes that are no record: torn at the end, or damaged. */
  corrupt: number;
}

/** `V1 R <id> <time> <bytes> <checksum>`, the bytes, a line feed. */
export function encodeRecord(id: number, atMs: number, body: string | Uint8Array): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const header = `V1 R ${id} ${atMs} ${bytes.length} ${checksum(bytes)}\n`;
  const record = Buffer.allocUnsafe(header.length + bytes.length + 1);
  record.write(header, 'latin1');
  record.set(bytes, header.length);
  record[record.length - 1] = LINE_FEED;
  return record;
}

/** A line that says that a record is not needed any more. */
export function encodeAck(id: number): string {
  return `V1 A ${id}\n`;
}

/** Reads a spool file as far as it can be read: what is no record is passed over, up to the next. Never throws. */
export function readRecords(bytes: Buffer): SpoolContents {
  const records = new Map<number, SpoolRecord>();
  let corrupt = 0;
  let isDamaged = false;
  let at = 0;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf(LINE_FEED, at);
    const line = lineEnd < 0 ? '' : bytes.toString('latin1', at, Math.min(lineEnd, at + MAX_HEADER));
    const [, acknowledged] = /^V1 A (\d+)$/.exec(line) ?? [];
    const [, id, atMs, length, sum] = /^V1 R (\d+) (\d+) (\d+) (\d+)$/.exec(line) ?? [];
    const body = bytes.subarray(lineEnd + 1, lineEnd + 1 + Number(length));
    const end = lineEnd + 1 + body.length;
    const isRecord = sum && body.length === Number(length) && checksum(body) === Number(sum);
    const wasDamaged = isDamaged;
    isDamaged = !acknowledged && !isRecord;
    if (acknowledged) {
      records.delete(Number(acknowledged));
      at = lineEnd + 1;
    } else if (isRecord) {
      records.set(Number(id), { id: Number(id), atMs: Number(atMs), body });
      at = end + 1;
    } else {
      corrupt += wasDamaged ? 0 : 1;
      const next = bytes.indexOf('V1 ', at + 1);
      at = next < 0 ? bytes.length : next;
    }
  }
  return { records: [...records.values()], corrupt };
}

const LINE_FEED = 0x0a;
/** Characters that the line before a record has at most. */
const MAX_HEADER = 100;

/** FNV-1a over four bytes at a time: finds what a power cut or a full disk leaves, which is all it is for. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  const words = bytes.length - (bytes.length % 4);
  for (let at = 0; at < words; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    sum = Math.imul(sum ^ word, 0x01000193);
  }
  for (let at = words; at < bytes.length; at++) {
    sum = Math.imul(sum ^ (bytes[at] as number), 0x01000193);
  }
  return sum >>> 0;
}
