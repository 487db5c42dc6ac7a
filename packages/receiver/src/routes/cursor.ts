import type { Context } from 'hono';
import type { ApiError } from '../api.ts';

/** Where a list goes on, as the query says it: the time and the id of the last row seen. `null`: at its begin. */
export function readCursor<Id>(
  c: Context,
  readId: (text: string) => Id | undefined,
): { time: number; id: Id } | null | undefined {
  const text = c.req.query('cursor');
  if (!text) {
    return null;
  }
  const [, time, idText] = /^(\d{1,15}(?:\.\d{1,9})?)-(\w{1,64})$/.exec(text) ?? [];
  const id = idText === undefined ? undefined : readId(idText);
  return time === undefined || id === undefined ? undefined : { time: Number(time), id };
}

/** What to answer when `readCursor` says `undefined`. */
export function refuseCursor(c: Context): Response {
  return c.json<ApiError>({ detail: 'the cursor is not one of ours' }, 400);
}

/** The id of a row that is a number. */
export function rowIdOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
