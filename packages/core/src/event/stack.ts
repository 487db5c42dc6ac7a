import type { Platform } from '../platform.ts';
import type { StackFrame } from '../types/event.ts';

/** Frames kept of a stack, newest first. Source: event-payload, "Stack frames". */
const MAX_FRAMES = 50;
/** Longer stack lines are cut before any regular expression sees them. Source: the same. */
const MAX_LINE_LENGTH = 1024;

/** An error's stack as wire frames, outermost call first; `undefined` when there is none that can be read. */
export function framesFromError(error: Error, platform: Platform): StackFrame[] | undefined {
  const stack = readStack(error);
  if (!stack) {
    return undefined;
  }
  let frames: StackFrame[];
  try {
    frames = platform.parseStack(stack);
  } catch {
    return undefined;
  }
  const kept = frames.slice(0, MAX_FRAMES).map((frame) => ({
    ...frame,
    function: frame.function?.replace(/^async /, '') || '?',
  }));
  return kept.length > 0 ? kept.reverse() : undefined;
}

/** The stack's text without the message it opens with, which may look like frames, and without endless lines. */
function readStack(error: Error): string | undefined {
  const { stack, message } = error;
  if (typeof stack !== 'string') {
    return undefined;
  }
  const opening = typeof message === 'string' && message ? stack.indexOf(message) : -1;
  const lines = (opening >= 0 && opening < 200 ? stack.slice(opening + message.length) : stack).split('\n');
  return lines
    .slice(0, MAX_FRAMES * 2)
    .map((line) => line.slice(0, MAX_LINE_LENGTH))
    .join('\n');
}
