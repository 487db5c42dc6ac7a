import { guard } from '../lib/guard.ts';
import type { Platform } from '../platform.ts';
import type { StackFrame, StackLineParser, StackParser } from '../types/event.ts';
import { MAX_FRAMES, MAX_LINE_LENGTH } from './limits.ts';

/**
 * An error's stack as wire frames, outermost call first, without the `skip` newest and without those that the error
 * itself says to leave out (`framesToPop`); `undefined` when there is none that can be read.
 */
export function framesFromError(error: Error, platform: Platform, skip = 0): StackFrame[] | undefined {
  return guard(() => {
    const { framesToPop = 0 } = error as { framesToPop?: number };
    const first = skip + framesToPop;
    const frames = platform.parseStack(readStack(error)).slice(first, first + MAX_FRAMES);
    return frames[0] && frames.map(named).reverse();
  });
}

/** A copy, because a host's parser may hand out the same frames again. To what is made by spreading, V8 adds slowly. */
function named(frame: StackFrame): StackFrame {
  return Object.assign({}, frame, { function: frame.function?.replace(/^async /, '') || '?' });
}

/**
 * The stack's text without endless lines, and without the `Name: message` that V8 opens it with, because a message may
 * look like frames. Other engines open with the first frame, which may well contain the message: it stays.
 */
function readStack({ stack, message }: Error): string {
  // Without a name, V8 opens with the message alone.
  const text = `: ${stack}\n`;
  const header = `: ${message}\n`;
  const at = text.indexOf(header);
  return text
    .slice(at < 0 ? 2 : at + header.length)
    .split('\n', MAX_FRAMES * 2)
    .map((line) => line.slice(0, MAX_LINE_LENGTH))
    .join('\n');
}

/** A platform that reads stacks by a parser of the host's, or by readers of lines, where there are such. */
export function withStackParser(platform: Platform, parser: StackParser | StackLineParser[] | undefined): Platform {
  return parser ? { ...platform, parseStack: (stack) => parse(stack, parser) } : platform;
}

/** The newest call first, as platforms give them; a parser of the host's has them the other way round. */
function parse(stack: string, parser: StackParser | StackLineParser[]): StackFrame[] {
  return typeof parser === 'function'
    ? parser(stack).reverse()
    : // Of each line what the first makes of it that knows it.
      stack.split('\n').flatMap((line) => parser.flatMap(([, read]) => read(line) ?? []).slice(0, 1));
}
