import type { StackFrame } from '@vedette/core';
import ErrorStackParserModule from 'error-stack-parser';

// The package is CommonJS that sets `exports.default`: some loaders hand over that object, others what is inside.
const parser =
  (ErrorStackParserModule as { default?: typeof ErrorStackParserModule }).default ?? ErrorStackParserModule;

/** What a line says; its numbers may be text. */
export interface StackLine extends Pick<StackFrame, 'function' | 'filename'> {
  lineno?: number | string;
  colno?: number | string;
}

/**
 * The lines of a stack text, as error-stack-parser reads them. In a build, `build/inline-stack-parser.ts` puts the
 * package itself in the place of this file, without what only browsers of the past need.
 */
export function parse(stack: string): StackLine[] {
  // It wants an error with a text, which is all it reads of it.
  const lines = stack ? parser.parse({ stack } as Error) : [];
  return lines.map((line) => ({
    function: line.functionName,
    filename: line.fileName,
    lineno: line.lineNumber,
    colno: line.columnNumber,
  }));
}
