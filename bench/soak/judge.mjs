/** What is wrong with what a soak has found, in one line each; nothing if all is well. */

/** Kilobytes that compiled code and caches that have a limit may add after the warm-up. */
const HEAP_KB = 1500;
const RSS_KB = 40_000;
/** Connections that may be open at one quiet moment and not at another. */
const CONNECTIONS = 2;

export function judge({ met, points, captured, requests, stored, endedByItself, ...sums }) {
  const [first, last] = ends(points);
  const grown = (key) => last[key] - first[key];
  const { taken, refused, dropped, uncertain } = sums;
  const problems = [];
  const check = (isGood, text) => void (isGood || problems.push(text));

  check(grown('heapKb') < HEAP_KB, `the heap grew by ${grown('heapKb').toFixed(0)} kB`);
  check(grown('externalKb') < HEAP_KB, `memory beside the heap grew by ${grown('externalKb').toFixed(0)} kB`);
  check(grown('rssKb') < RSS_KB, `the process grew by ${grown('rssKb').toFixed(0)} kB`);
  check(grown('handles') <= CONNECTIONS, `${grown('handles')} handles more are open`);
  check(grown('files') <= CONNECTIONS, `${grown('files')} files more are open`);
  for (const { minute, missing, waitingBytes } of points) {
    for (const { category, missing: count } of missing) {
      problems.push(`minute ${minute.toFixed(1)}: ${count} of ${category} are neither sent nor dropped nor waiting`);
    }
    check(waitingBytes === 0, `minute ${minute.toFixed(1)}: ${waitingBytes} bytes still wait`);
  }
  check(
    requests.begun === requests.asSessions,
    `${requests.begun} requests are counted as ${requests.asSessions} sessions`,
  );
  for (const [category, count] of Object.entries(dropped)) {
    const heard = stored.dropped.filter((one) => one.category === category).reduce((sum, one) => sum + one.quantity, 0);
    check(heard >= count, `the receiver was told of ${heard} dropped of ${category}, not of ${count}`);
  }
  // What was cut off from its answer may be there, once or several times.
  for (const [category, count] of Object.entries(stored.kept)) {
    const [least, most] = [taken[category] ?? 0, (taken[category] ?? 0) + (uncertain[category] ?? 0)];
    check(count >= least && count <= most, `the receiver has ${count} of ${category}, not ${least} to ${most}`);
  }
  check(stored.sessions >= sums.sessions, `the receiver has ${stored.sessions} sessions of ${sums.sessions}`);
  check(endedByItself === 0, `closed, the program does not end by itself: ${endedByItself}`);
  for (const [name, times] of Object.entries(met)) {
    check(times > 0, `no ${name} happened`);
  }
  check((refused.transaction ?? 0) > 0 && captured.error > 0, 'the faults met nothing');
  return problems;
}

/** After the warm-up and at the end: the median of a third of the moments each, the first of all left out. */
function ends(points) {
  const after = points.slice(1);
  const third = Math.max(1, Math.floor(after.length / 3));
  return [medians(after.slice(0, third)), medians(after.slice(-third))];
}

function medians(points) {
  const middle = (key) => points.map((point) => point[key]).sort((a, b) => a - b)[Math.floor(points.length / 2)];
  return Object.fromEntries(['heapKb', 'externalKb', 'rssKb', 'handles', 'files'].map((key) => [key, middle(key)]));
}
