import type { StackParser } from '@vedette/core';
import { createStackParser } from '../stack-lines.ts';

/** Frames kept, and characters of a line looked at. Source: event-payload, "Stack frames". */
const MAX_FRAMES = 50;
const MAX_LINE_LENGTH = 1024;

let read: ReturnType<typeof createStackParser> | undefined;

/** A stack text as an event's frames, the outermost call first, as `init` reads it too. */
export const defaultStackParser: StackParser = (stack, skipFirstLines = 0, framesToPop = 0) => {
  read ??= createStackParser(process.argv[1]);
  const lines = stack.split('\n', skipFirstLines + 2 * MAX_FRAMES).slice(skipFirstLines);
  const frames = read(lines.map((line) => line.slice(0, MAX_LINE_LENGTH)).join('\n'));
  return frames
    .slice(framesToPop, framesToPop + MAX_FRAMES)
    .map((frame) => ({ ...frame, function: frame.function?.replace(/^async /, '') || '?' }))
    .reverse();
};
