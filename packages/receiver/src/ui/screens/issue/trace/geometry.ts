import { holds, type TraceNode } from './span-tree.ts';

/** A stretch of time in seconds since the epoch. */
export interface TimeRange {
  start: number;
  end: number;
}

/** A bar in percent of the timeline, or on which side of it the bar would lie. */
export type Bar = { leftPercent: number; widthPercent: number } | 'before' | 'after';

/** The time from the first start to the last end or error; `null` when there is nothing. Never empty. */
export function rangeOf(nodes: TraceNode[]): TimeRange | null {
  const range = { start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY };
  const widen = (node: TraceNode) => {
    range.start = Math.min(range.start, node.kind === 'span' ? node.span.start : node.error.timestamp);
    range.end = Math.max(range.end, node.kind === 'span' ? node.span.end : node.error.timestamp);
    if (node.kind === 'span') {
      node.children.forEach(widen);
    }
  };
  nodes.forEach(widen);
  if (range.start > range.end) {
    return null;
  }
  return range.end > range.start ? range : { start: range.start, end: range.start + 0.001 };
}

/**
 * The time of the root that holds an event, when the whole trace is so much longer that its bars would be threads: a page open
 * for minutes is one trace. `null` when the whole is fine to look at.
 */
export function focusRange(roots: TraceNode[], id: string): TimeRange | null {
  const whole = rangeOf(roots);
  const own = rangeOf(roots.filter((root) => holds(root, id)));
  if (!whole || !own || lengthOf(whole) < MIN_RATIO_TO_FOCUS * lengthOf(own)) {
    return null;
  }
  const margin = lengthOf(own) * FOCUS_MARGIN;
  return { start: own.start - margin, end: own.end + margin };
}

const MIN_RATIO_TO_FOCUS = 5;
const FOCUS_MARGIN = 0.02;

/** Where a span lies in a range, cut off at its edges. */
export function barOf({ start, end }: TimeRange, range: TimeRange): Bar {
  if (end < range.start) {
    return 'before';
  }
  if (start > range.end) {
    return 'after';
  }
  const left = percentOf(Math.max(start, range.start), range);
  return { leftPercent: left, widthPercent: Math.max(0, percentOf(Math.min(end, range.end), range) - left) };
}

/** Where a moment lies in a range; below 0 or above 100 when it does not. */
export function percentOf(time: number, range: TimeRange): number {
  return ((time - range.start) / lengthOf(range)) * 100;
}

export interface Tick {
  percent: number;
  /** From the start of the range. */
  seconds: number;
}

/** Round moments to label the timeline with: steps of 1, 2 or 5, at most `most` after the zero. */
export function ticksOf(range: TimeRange, most: number): Tick[] {
  const length = lengthOf(range);
  const power = 10 ** Math.floor(Math.log10(length / most));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => length / size <= most + 1e-9) ?? length;
  const count = Math.floor(length / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => ({
    percent: ((index * step) / length) * 100,
    seconds: index * step,
  }));
}

function lengthOf(range: TimeRange): number {
  return range.end - range.start;
}
