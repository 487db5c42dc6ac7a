/** What the receiver knows of the failed purchase, through its JSON API. */
import { waitUntil } from '../lib/wait-until.mjs';
import { getJson } from './services.mjs';

/** A navigation is sent a second after the last thing that happened in it; the rest is time for a slow machine. */
const ARRIVAL_TIMEOUT_MS = 20_000;

/**
 * Waits for the issue of the browser, that of the server, and the trace with spans of both. What has not come by then
 * is `undefined`: to say so is the caller's business.
 */
export async function findings(receiverUrl) {
  let found = {};
  await waitUntil(async () => {
    found = await look(receiverUrl);
    return found.browser && found.server && isWhole(found.trace);
  }, ARRIVAL_TIMEOUT_MS);
  return found;
}

async function look(receiverUrl) {
  const api = `${receiverUrl}/api/0`;
  const { issues } = await getJson(`${api}/issues`);
  const newest = async (platform) => {
    const issue = issues.find((candidate) => candidate.platform === platform);
    return issue && { issue, event: await getJson(`${api}/events/${issue.lastEventId}`) };
  };
  const [browser, server] = await Promise.all([newest('javascript'), newest('node')]);
  const traceId = server?.event.traceId;
  return {
    issues,
    browser,
    server,
    trace: traceId && (await getJson(`${api}/traces/${traceId}`).catch(() => undefined)),
  };
}

/** Both sides have sent their transaction, and every parent that is named is there. */
function isWhole(trace) {
  const spans = trace?.spans ?? [];
  const has = (platform) => spans.some((span) => span.isTransaction && span.platform === platform);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return (
    has('javascript') &&
    has('node') &&
    spans.every(({ parentSpanId }) => parentSpanId === null || ids.has(parentSpanId))
  );
}
