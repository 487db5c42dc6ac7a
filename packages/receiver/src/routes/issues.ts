import type { Context } from 'hono';
import type { ApiError, IssueList } from '../api.ts';
import type { IssuePosition } from '../store/issues.ts';
import type { Store } from '../store/store.ts';
import { issueSummary } from './issue-summary.ts';

const PAGE_SIZE = 50;

/** `GET /api/0/issues?query=&cursor=`: newest seen first. */
export function issuesRoute({ issues }: Store) {
  return (c: Context): Response => {
    const cursor = c.req.query('cursor');
    const after = cursor ? parseCursor(cursor) : undefined;
    if (cursor && !after) {
      return c.json<ApiError>({ detail: 'the cursor is not one of ours' }, 400);
    }
    const query = (c.req.query('query') ?? '').trim().slice(0, 200);
    const rows = issues.list(query, after, PAGE_SIZE + 1);
    const page = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
    return c.json<IssueList>({
      issues: page.map((row) => issueSummary(issues, row, Date.now())),
      nextCursor: last ? `${last.last_seen}-${last.id}` : null,
    });
  };
}

function parseCursor(text: string): IssuePosition | undefined {
  const [, lastSeen, id] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return lastSeen && id ? { lastSeen: Number(lastSeen), id: Number(id) } : undefined;
}
