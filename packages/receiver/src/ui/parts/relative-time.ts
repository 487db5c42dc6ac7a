const STEPS: Array<[belowSeconds: number, unitSeconds: number, unit: string]> = [
  [60, 1, 's'],
  [60 * 60, 60, 'min'],
  [36 * 60 * 60, 60 * 60, 'h'],
  [60 * 24 * 60 * 60, 24 * 60 * 60, 'd'],
  [2 * 365 * 24 * 60 * 60, 30 * 24 * 60 * 60, 'mo'],
];

/** How long ago, in one unit, rounded down: `12 s ago`. A time ahead of the clock is `just now`; no time at all is `never`. */
export function relativeTime(thenMs: number, nowMs: number): string {
  if (Number.isNaN(thenMs)) {
    return 'never';
  }
  const seconds = (nowMs - thenMs) / 1000;
  if (seconds < 5) {
    return 'just now';
  }
  const [, unitSeconds, unit] = STEPS.find(([below]) => seconds < below) ?? [0, 365 * 24 * 60 * 60, 'y'];
  return `${Math.floor(seconds / unitSeconds)} ${unit} ago`;
}
