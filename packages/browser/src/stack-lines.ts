import type { StackFrame } from '@vedette/core';
import ErrorStackParserModule from 'error-stack-parser';

// The package is CommonJS that sets `exports.default`: some loaders hand over that object, others what is inside.
const parser =
  (ErrorStackParserModule as { default?: typeof ErrorStackParserModule }).default ?? ErrorStackParserModule;

/**
 * A browser's stack text as wire frames, newest call first. Every frame counts as the application's own: browsers load
 * no libraries from a folder that would tell.
 */
export function parseStack(stack: string): StackFrame[] {
  const text = hideParentheses(stack);
  // It wants an error; only the text is read.
  return parser.parse({ name: '', message: '', stack: text } as Error).map((line) => ({
    // `at async https://shop.example/app.js:1:2`: the word is taken for a part of the address.
    filename: showParentheses(line.fileName)?.replace(/^async /, ''),
    function: showParentheses(line.functionName),
    // Numbers from the package, text from the copy of it that a build takes in.
    lineno: Number(line.lineNumber) || undefined,
    colno: Number(line.columnNumber) || undefined,
    in_app: true,
  }));
}

// `at page (https://shop.example/(app)/page.js:1:2)`: the package takes all parentheses out of an address, so those that
// are part of one are letters nobody uses until it is done. The outer ones come after a space and before an end.

function hideParentheses(stack: string): string {
  return stack.replace(/(\S)\(/g, '$1\uE000').replace(/\)(?=[^),\n])/g, '\uE001');
}

function showParentheses(text: string | undefined): string | undefined {
  return text?.replaceAll('\uE000', '(').replaceAll('\uE001', ')');
}
