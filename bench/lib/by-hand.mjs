/** The same work written by hand, with no features: the floor that contestants are compared with, and what they are fed. */

/** Frames of every stack. */
export const FRAMES = 30;

export function crumb(index) {
  return { category: 'cart', message: `item ${index} added`, level: 'info', data: { sku: `A-${index}`, quantity: 2 } };
}

/** Every error is another one: the same twice in a row would be dropped as a duplicate. */
export function errorOf(index, depth = FRAMES + 5) {
  return depth === 0 ? new Error(`failure ${index}`) : errorOf(index, depth - 1);
}

const FRAME = /^\s*at (?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/;

/** A stack's lines as frames, newest call first. */
export function framesByHand(stack) {
  const frames = [];
  for (const line of stack.split('\n')) {
    const match = FRAME.exec(line);
    if (match) {
      frames.push({
        function: match[1],
        filename: match[2],
        lineno: Number(match[3]),
        colno: Number(match[4]),
        in_app: true,
      });
    }
  }
  return frames;
}

/** The stack parsed with one regular expression, an event written down. No source lines. */
export function eventByHand(error, breadcrumbs) {
  const frames = framesByHand(error.stack).reverse();
  return {
    event_id: '0'.repeat(32),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    exception: { values: [{ type: error.name, value: error.message, stacktrace: { frames } }] },
    breadcrumbs,
  };
}

/** A hundred marks, as a scope has them that is full. */
export function crumbsByHand() {
  return Array.from({ length: 100 }, (_, index) => ({ timestamp: Date.now() / 1000, ...crumb(index) }));
}

/** A push into an array that forgets its oldest. */
export function pushByHand() {
  const crumbs = [];
  return (index) => {
    crumbs.push({ timestamp: Date.now() / 1000, ...smallCrumb(index) });
    if (crumbs.length > 100) {
      crumbs.shift();
    }
  };
}

export function smallCrumb(index) {
  return { category: 'cart', message: 'item added', level: 'info', data: { index } };
}

/** A copy of an object with one more key. */
export function forkByHand() {
  let scope = { tags: {} };
  return (index) => {
    const outer = scope;
    scope = { ...outer, tags: { ...outer.tags, index } };
    scope = outer;
  };
}

/** An object with an id and two clock readings. */
export function spanByHand(index) {
  const start = performance.now();
  return {
    span_id: hexDigits() + hexDigits(),
    description: `query ${index}`,
    op: 'db',
    start_timestamp: start,
    timestamp: performance.now(),
    data: attributes(index),
  };
}

export function attributes(index) {
  return { 'db.system': 'sqlite', 'db.rows': index };
}

function hexDigits() {
  return Math.floor(Math.random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
}
