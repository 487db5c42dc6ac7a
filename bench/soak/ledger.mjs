/** What became of every item that reached the door of the backend, by category. */
import { createHash } from 'node:crypto';
import { parseEnvelope } from '@vedette/core/wire';

/** The names that client reports use. */
const CATEGORIES = {
  event: 'error',
  transaction: 'transaction',
  log: 'log_item',
  trace_metric: 'trace_metric',
  check_in: 'monitor',
  session: 'session',
  sessions: 'session',
};

/** Items are known by what they say, so that one that comes again counts once. */
export function createLedger() {
  const fates = new Map();
  const dropped = {};
  const uncertain = {};
  let copies = 0;

  /** `fate`: `taken` and answered so; `refused` with 429; `unanswered`, though the receiver may have it. */
  const enter = (body, fate) => {
    for (const item of parseEnvelope(body).items) {
      const { type, item_count: quantity = 1 } = item.headers;
      const text = Buffer.from(item.payload).toString();
      const key = createHash('sha1').update(`${type} ${text}`).digest('base64');
      const before = fates.get(key)?.fate;
      if (fate === 'unanswered') {
        uncertain[CATEGORIES[type]] = (uncertain[CATEGORIES[type]] ?? 0) + quantity;
      } else if (before === 'taken') {
        copies += 1;
      } else {
        fates.set(key, { category: CATEGORIES[type], quantity, fate, sessions: sessionsIn(type, text) });
        if (type === 'client_report' && fate === 'taken') {
          for (const one of JSON.parse(text).discarded_events) {
            dropped[one.category] = (dropped[one.category] ?? 0) + one.quantity;
          }
        }
      }
    }
  };

  return {
    enter,
    /** Sums by category. */
    read() {
      const sums = { taken: {}, refused: {}, dropped, uncertain, copies, sessions: 0 };
      for (const { category, quantity, fate, sessions } of fates.values()) {
        sums[fate][category] = (sums[fate][category] ?? 0) + quantity;
        sums.sessions += fate === 'taken' ? sessions : 0;
      }
      return sums;
    },
  };
}

/** What is missing on the right side of `captured = taken + refused + dropped`, by category; nothing if all is there. */
export function missingOf(captured, { taken, refused, dropped }) {
  return Object.entries(captured)
    .map(([category, all]) => ({
      category,
      missing: all - [taken, refused, dropped].reduce((sum, counts) => sum + (counts[category] ?? 0), 0),
    }))
    .filter(({ missing }) => missing !== 0);
}

function sessionsIn(type, text) {
  const { aggregates = [] } = type === 'sessions' ? JSON.parse(text) : {};
  return aggregates.reduce((sum, { exited = 0, errored = 0, crashed = 0 }) => sum + exited + errored + crashed, 0);
}
