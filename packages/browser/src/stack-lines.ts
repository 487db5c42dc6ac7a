import type { StackFrame } from '@vedette/core';
import { parse } from './stack-parser.ts';

/**
 * A browser's stack text as wire frames, newest call first. Every frame counts as the application's own: browsers load
 * no libraries from a folder that would tell.
 */
export function parseStack(stack: string): StackFrame[] {
  // `at page (https://shop.example/(app)/page.js:1:2)`: the package takes all parentheses out of an address, so those that
  // are part of one are control characters, which no address has, until it is done. The outer ones come after a space and
  // before an end.
  const lines = parse(stack.replace(/(\S)\(/g, '$1\u0001').replace(/\)(?=[^),\n])/g, '\u0002'));
  return lines.map((line) => ({
    // `at async https://shop.example/app.js:1:2`: the word is taken for a part of the address.
    filename: show(line.filename)?.replace(/^async /, ''),
    function: show(line.function),
    lineno: Number(line.lineno) || undefined,
    colno: Number(line.colno) || undefined,
    in_app: true,
  }));
}

function show(text: string | undefined): string | undefined {
  return text?.replaceAll('\u0001', '(').replaceAll('\u0002', ')');
}
