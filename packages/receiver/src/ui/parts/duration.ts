/** A length of time in the unit that reads best: `340 µs`, `12.3 ms`, `1.24 s`, `2 min 5 s`. `seconds` may be negative. */
export function formatDuration(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  if (size === 0) {
    return '0 ms';
  }
  if (size < 0.0009995) {
    return `${sign}${Math.max(1, Math.round(size * 1e6))} µs`;
  }
  if (size < 0.9995) {
    return `${sign}${threeDigits(size * 1000)} ms`;
  }
  if (size < 59.95) {
    return `${sign}${threeDigits(size)} s`;
  }
  const whole = Math.round(size);
  return whole < 3600
    ? `${sign}${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${sign}${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
