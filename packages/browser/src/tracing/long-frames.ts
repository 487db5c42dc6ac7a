import { getActiveSpan, type SpanAttributes, scrubUrl, spanToJSON, startInactiveSpan } from '@vedette/core';
import { isObservable, observe, toEpoch } from './observe.ts';

export interface LongFrameOptions {
  /** Spans for tasks of more than 50 ms, where the browser does not tell of frames. @default true */
  enableLongTask: boolean;
  /** Spans for frames of more than 50 ms, with the script that took longest. @default true */
  enableLongAnimationFrame: boolean;
}

/** A script that ran in a long frame. Not in TypeScript's library yet. */
interface FrameScript extends PerformanceEntry {
  invoker?: string;
  invokerType?: string;
  sourceURL?: string;
  sourceFunctionName?: string;
  sourceCharPosition?: number;
}

/** A frame that took more than 50 ms, or a task, which has no scripts. Times in milliseconds. */
export interface LongFrame extends PerformanceEntry {
  scripts?: FrameScript[];
}

/** Adds a span to the page load or navigation under way for each time the page could not answer. */
export function startLongFrameSpans({
  enableLongTask = true,
  enableLongAnimationFrame = true,
}: Partial<LongFrameOptions>): () => void {
  const [type, op] =
    enableLongAnimationFrame && isObservable(LONG_FRAME)
      ? [LONG_FRAME, LONG_FRAME]
      : [enableLongTask ? 'longtask' : '', 'long-task'];
  return observe<LongFrame>(type, (frame) => {
    const { startTime, duration } = frame;
    const parentSpan = getActiveSpan();
    const start = toEpoch(startTime);
    if (parentSpan?.isRecording() && start >= spanToJSON(parentSpan).start_timestamp) {
      startInactiveSpan({
        name: 'Main UI thread blocked',
        op: `ui.${op}`,
        parentSpan,
        startTime: start,
        attributes: { 'sentry.origin': 'auto.ui.browser.metrics', ...longestScript([frame]) },
      }).end(toEpoch(startTime + duration));
    }
  });
}

export const LONG_FRAME = 'long-animation-frame';

/** What is known of the script that ran longest between two moments, in milliseconds; empty when none did. */
export function longestScript(frames: LongFrame[], from = 0, to = Number.POSITIVE_INFINITY): SpanAttributes {
  let longest = 0;
  let found: SpanAttributes = {};
  for (const script of frames.flatMap(({ scripts = [] }) => scripts)) {
    const { startTime, duration } = script;
    const ms = Math.min(startTime + duration, to) - Math.max(startTime, from);
    if (ms > longest) {
      longest = ms;
      found = {
        'browser.script.invoker': scrubUrl(script.invoker ?? ''),
        'browser.script.invoker_type': script.invokerType,
        'browser.script.source_char_position': script.sourceCharPosition,
        'code.filepath': scrubUrl(script.sourceURL ?? ''),
        'code.function': script.sourceFunctionName,
      };
    }
  }
  return found;
}
