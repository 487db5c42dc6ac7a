const EXACT = new Intl.NumberFormat('en');
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A count that fits a narrow column: exact below ten thousand, then `12.3K`. */
export function compactCount(count: number): string {
  return (count < 10_000 ? EXACT : COMPACT).format(count);
}

/** A count with its noun: `1 event`, `2,345 events`. */
export function countOf(count: number, noun: string): string {
  return `${EXACT.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
