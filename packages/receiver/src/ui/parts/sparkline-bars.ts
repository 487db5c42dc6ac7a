export interface SparklineBar {
  x: number;
  y: number;
  width: number;
  height: number;
  isEmpty: boolean;
}

export interface SparklineSize {
  width: number;
  height: number;
  gap: number;
}

/** Bars from left to right, the tallest as high as the picture. An hour without events keeps a line of height 1. */
export function sparklineBars(counts: number[], { width, height, gap }: SparklineSize): SparklineBar[] {
  const peak = Math.max(1, ...counts);
  const step = (width + gap) / counts.length;
  return counts.map((count, index) => {
    // One event beside a peak of a thousand must still be seen.
    const barHeight = count > 0 ? Math.max(2, (count / peak) * height) : 1;
    return { x: index * step, y: height - barHeight, width: step - gap, height: barHeight, isEmpty: count === 0 };
  });
}
