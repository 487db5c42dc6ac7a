import type { StackFrame } from '@vedette/core';
import ErrorStackParserModule from 'error-stack-parser';

// The package is CommonJS that sets `exports.default`: some loaders hand over that object, others what is inside.
const parser = (ErrorStackParserModule as { default?: typeof ErrorStackParserModule }).default ?? ErrorStackParserModule;

/**
 * A browser's stack text as wire frames, newest call first. Every frame counts as the application's own: browsers load
 * no libraries from a folder that would tell.
 */
export function parseStack(stack: string): StackFrame[] {
  // It wants an error; only the text is read.
  return parser.parse({ name: '', message: '', stack } as Error).map((line) => ({
    filename: line.fileName,
    function: line.functionName,
    lineno: line.lineNumber,
    colno: line.columnNumber,
    in_app: true,
  }));
}
