import type { Platform } from '../platform.ts';
import type { StackFrame } from '../types/event.ts';

/** Frames kept of a stack, newest first. Source: event-payload, "Stack frames". */
const MAX_FRAMES = 50;
/** Longer stack lines are cut before any regular expression sees them. Source: the same. */
const MAX_LINE_LENGTH = 1024;

/**
 * An error's stack as wire frames, outermost call first, without the `skip` newest; `undefined` when there is none that
 * can be read.
 */
export function framesFromError(error: Error, platform: Platform, skip = 0): StackFrame[] | undefined {
  let frames: StackFrame[];
  try {
    frames = platform.parseStack(readStack(error));
  } catch {
    return undefined;
  }
  const kept = frames.slice(skip, skip + MAX_FRAMES).map((frame) => ({
    ...frame,
    function: frame.function?.replace(/^async /, '') || '?',
  }));
  return kept.length > 0 ? kept.reverse() : undefined;
}

/**
 * The stack's text without endless lines, and without the `Name: message` that V8 opens it with, because a message may
 * look like frames. Other engines open with the first frame, which may well contain the message: it stays.
 */
function readStack({ stack = '', message }: Error): string {
  const text = typeof message === 'string' ? message : '';
  const start = text ? stack.indexOf(text) : -1;
  const end = start + text.length;
  const isHeader = start === 0 || (start > 0 && stack.startsWith(': ', start - 2));
  const isWhole = end === stack.length || stack[end] === '\n';
  return stack
    .slice(isHeader && isWhole ? end : 0)
    .split('\n')
    .slice(0, MAX_FRAMES * 2)
    .map((line) => line.slice(0, MAX_LINE_LENGTH))
    .join('\n');
}
