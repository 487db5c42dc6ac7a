import type { Context } from 'hono';
import type { ReleaseHealth, ReleaseList } from '../api.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { ReleaseRow } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';

const MAX_RELEASES = 200;

/** `GET /api/0/releases`: how many sessions of each release ended without a crash. */
export function releasesRoute({ sessions }: Store) {
  return (c: Context): Response =>
    c.json<ReleaseList>({ releases: sessions.releases(MAX_RELEASES).map(releaseHealth) });
}

function releaseHealth({ project_id, first_started, last_started, ...row }: ReleaseRow): ReleaseHealth {
  return {
    projectId: project_id,
    ...row,
    crashFree: row.sessions === 0 ? 1 : 1 - row.crashed / row.sessions,
    firstStarted: isoTime(first_started),
    lastStarted: isoTime(last_started),
  };
}
