/** A receiver for one example, and what it knows. */
import path from 'node:path';
import { getJson } from '../demo/services.mjs';
import { root } from '../lib/run.mjs';
import { startLine } from './shell.mjs';

const PROGRAM = path.join(root, 'packages', 'receiver', 'dist', 'cli.js');

/** Starts one with a database in `folder` and the source maps in `maps`, which need not be there yet. */
export async function startReceiver(folder, maps) {
  const program = startLine(
    `exec "${process.execPath}" "${PROGRAM}" --port 0 --db "${path.join(folder, 'receiver.db')}" --source-maps "${maps}"`,
    folder,
  );
  const dsn = await program.untilReady((said) => /DSN\s+(\S+)/.exec(said)?.[1]);
  const api = `${new URL(dsn).origin}/api/0`;
  return {
    dsn,
    end: program.end,
    /** Its issues, each with its last event and what is known of that event's trace; and its monitors. */
    async findings() {
      const { issues } = await getJson(`${api}/issues`);
      const withEvents = issues.map(async (issue) => {
        const event = await getJson(`${api}/events/${issue.lastEventId}`);
        const trace = event.traceId && (await getJson(`${api}/traces/${event.traceId}`).catch(() => undefined));
        return { issue, event, trace };
      });
      const { monitors } = await getJson(`${api}/monitors`);
      return { issues: await Promise.all(withEvents), monitors };
    },
  };
}
