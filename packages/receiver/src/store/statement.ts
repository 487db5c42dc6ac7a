import type { Database } from './database.ts';

/** Bytes come back from `get` as they were; from `all` they would come in another shape, so nobody asks for them there. */
export type SqlValue = string | number | null | Uint8Array;

/** A prepared statement with named parameters (`:name`) and rows of one type. */
export interface Statement<Params extends Record<string, SqlValue>, Row> {
  /** How many rows changed. */
  run(params: Params): number;
  get(params: Params): Row | undefined;
  all(params: Params): Row[];
}

/**
 * Prepares SQL once. All values on their way into libsql pass here, because 0.5.29 aborts the whole process when it is
 * given a boolean, and reads a text only up to its first NUL.
 */
export function prepare<Params extends Record<string, SqlValue>, Row = never>(
  db: Database,
  sql: string,
): Statement<Params, Row> {
  const statement = db.prepare<[Record<string, SqlValue>]>(sql);
  return {
    run: (params) => statement.run(bindable(params)).changes,
    get: (params) => withoutMetadata(statement.get(bindable(params))) as Row | undefined,
    all: (params) => statement.all(bindable(params)) as Row[],
  };
}

function bindable(params: Record<string, SqlValue>): Record<string, SqlValue> {
  const bound: Record<string, SqlValue> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string') {
      bound[name] = value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
    } else if (typeof value === 'number' || value === null || value instanceof Uint8Array) {
      bound[name] = value;
    } else {
      throw new TypeError(`a ${typeof value} cannot be stored as ${name}`);
    }
  }
  return bound;
}

/** `get` of libsql adds a key of its own to the row. */
function withoutMetadata(row: unknown): unknown {
  if (typeof row === 'object' && row !== null) {
    Reflect.deleteProperty(row, '_metadata');
  }
  return row;
}
