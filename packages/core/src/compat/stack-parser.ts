import type { StackFrame, StackLineParser, StackLineParserFn, StackParser } from '../types/event.ts';

/** Stands for functions without a name. */
export const UNKNOWN_FUNCTION = '?';

/** Frames kept, and characters of a line looked at. Source: event-payload, "Stack frames". */
const MAX_FRAMES = 50;
const MAX_LINE_LENGTH = 1024;

/** Makes a reader of stacks from readers of lines. */
export function createStackParser(...parsers: StackLineParser[]): StackParser {
  const readers = parsers.sort(([a], [b]) => a - b).map(([, read]) => read);
  return (stack, skipFirstLines = 0, framesToPop = 0) => {
    const frames: StackFrame[] = [];
    for (const whole of stack.split('\n', skipFirstLines + 2 * MAX_FRAMES).slice(skipFirstLines)) {
      const line = whole.slice(0, MAX_LINE_LENGTH);
      // `Error: ` opens the text; a message may look like a frame.
      const frame = /\S*Error: /.test(line) ? undefined : firstOf(readers, line);
      if (frame && frames.push(frame) >= MAX_FRAMES + framesToPop) {
        break;
      }
    }
    return stripSentryFramesAndReverse(frames.slice(framesToPop));
  };
}

function firstOf(readers: StackLineParserFn[], line: string): StackFrame | undefined {
  for (const read of readers) {
    const frame = read(line);
    if (frame) {
      return frame;
    }
  }
  return undefined;
}

/** Frames of a stack, newest first, as events have them: the outermost call first, no more than 50. */
export function stripSentryFramesAndReverse(frames: readonly StackFrame[]): StackFrame[] {
  return frames
    .slice(0, MAX_FRAMES)
    .map((frame) => ({ ...frame, function: frame.function || UNKNOWN_FUNCTION }))
    .reverse();
}

/** An error's frames; none when its stack cannot be read. */
export function parseStackFrames(parser: StackParser, error: Error): StackFrame[] {
  try {
    return parser(error.stack || '', 1);
  } catch {
    return [];
  }
}

/** Lines of Node's stacks. `getModule` names the module of a file. */
export function nodeStackLineParser(getModule?: (filename: string | undefined) => string | undefined): StackLineParser {
  return [
    90,
    (line) => {
      const [, call, inside, plain = inside] = /^\s*at (?:async )?(?:(.*?) \((.*)\)|(.*))$/.exec(line) ?? [];
      const [, location, lineno, colno] = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(plain ?? '') ?? [];
      if (!plain || (lineno === undefined && !/^(native|<anonymous>)$/.test(location ?? ''))) {
        return undefined;
      }
      const filename = location?.replace(/^file:\/\//, '');
      return {
        filename,
        function: call ?? UNKNOWN_FUNCTION,
        module: getModule?.(filename),
        lineno: lineno === undefined ? undefined : Number(lineno),
        colno: colno === undefined ? undefined : Number(colno),
        in_app: filenameIsInApp(filename ?? ''),
      };
    },
  ];
}

/** Whether a file is the application's own: not of Node, not installed. `isNative`: the frame says that it is Node's. */
export function filenameIsInApp(filename: string, isNative = false): boolean {
  const isInternal =
    isNative ||
    (filename !== '' && !/^(\/|\.|[A-Za-z]:[\\/]|[\w-]+:\/\/)/.test(filename)) ||
    filename.startsWith('node:');
  return !isInternal && !filename.includes('node_modules/');
}
