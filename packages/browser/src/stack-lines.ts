import type { StackFrame } from '@vedette/core';
import { parse } from './stack-parser.ts';

/**
 * A browser's stack text as wire frames, newest call first. Every frame counts as the application's own: browsers load
 * no libraries from a folder that would tell.
 */
export function parseStack(stack: string): StackFrame[] {
  const lines = parse(
    stack
      // `app.js line 12 > eval line 1 > Function:3:7`: code that was made from text counts as where that was.
      .replace(/ line (\d+) > .*$/gm, ':$1')
      // `at page (https://shop.example/(app)/page.js:1:2)`: the package takes all parentheses out of an address, so those
      // that are part of one, or of a name, are control characters, which neither has, until it is done. The outer ones
      // come after a space and before an address, and before an end.
      .replace(/(\S| (?=\((?![:./<]|[\w-]+:|eval )))\(/g, '$1\u0001')
      .replace(/\)(?=[^),\n])/g, '\u0002'),
  );
  return lines.map((line) => ({
    // `at async https://shop.example/app.js:1:2`: the word is taken for a part of the address.
    filename: show(line.filename)?.replace(/^async /, ''),
    // `promise callback*load@https://shop.example/app.js:1:2`: Firefox names what the call came by.
    function: show(line.function?.replace(/^.*\*/, '')),
    lineno: Number(line.lineno) || undefined,
    colno: Number(line.colno) || undefined,
    in_app: true,
  }));
}

/** A text as it was; one that is empty tells nothing. */
function show(text: string | undefined): string | undefined {
  return text?.replaceAll('\u0001', '(').replaceAll('\u0002', ')') || undefined;
}
