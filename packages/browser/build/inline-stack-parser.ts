import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';
import { type Change, changeText } from './change-text.ts';

/**
 * Takes error-stack-parser into the bundle in the place of `src/stack-parser.ts`, as the plain module it would be today:
 * functions instead of an object in a wrapper for module systems of 2012, frames as plain objects instead of the
 * `stackframe` package, and without what no current Chromium, Firefox or WebKit needs. How a line is read is the
 * package's. Fails the build when a new version does not look as expected.
 */
export function inlineStackParser(): Plugin {
  return {
    name: 'inline-stack-parser',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/]stack-parser\.ts$/ }, async ({ path }) => {
        const source = await readFile(createRequire(path).resolve('error-stack-parser'), 'utf8');
        return { contents: changeText('error-stack-parser', source, CHANGES) };
      });
    },
  };
}

/** What is changed in the package's text. */
const CHANGES: Change[] = [
  // The wrapper before the parser, and behind it what Opera needed until version 12.
  [/^.*'use strict';\s+(?=var FIREFOX)/gs, '/*! error-stack-parser 3.0.0, MIT, https://www.stacktracejs.com */\n'],
  [/,\s+parseOpera: function.*/gs, ''],
  [/if \(typeof error\.stacktrace.*?\} else if/gs, 'if'],
  // Methods become functions, which minifiers can rename, and frames plain objects.
  [/return \{(?=\s+\/\*\*)/g, 'export'],
  [/\w+: function ErrorStackParser\$\$/g, 'function '],
  [/\},(?=\n\n)/g, '}'],
  [/this\.(?=\w+\()/g, ''],
  ['}, this)', '})'],
  ['new StackFrame(', '('],
  // Of an error only the text is read. An empty one has no lines in any format, so it need not be told apart.
  [/error\.stack|error(?=\))/g, 'stack'],
  ['stack && stack.', 'stack.'],
  [/else if \(stack\) (\{.*?\}) else \{.*?\}/gs, 'else $1'],
  // Members have their names on the wire, and nobody reads the line itself.
  ['functionName: ', 'function: '],
  ['fileName: ', 'filename: '],
  ['lineNumber: ', 'lineno: '],
  ['columnNumber: ', 'colno: '],
  [/,\s+source: line/g, ''],
  // A group of a match is text or `undefined` by itself.
  ['[parts[1], parts[2] || undefined, parts[3] || undefined]', 'parts.slice(1)'],
  // What reads a location reads one without numbers as well, and none at all when it may be empty.
  [/if \(!?urlLike\.indexOf\(':'\) === -1\) \{.*?\}/gs, ''],
  ['/(.+?)(?::', '/(.*?)(?::'],
  // Eval in Internet Explorer, and native code in V8 before 2016.
  [".replace(/eval code/g, 'eval')", ''],
  [".replace(/\\(eval code/g, '(')", ''],
  ["['eval', '<anonymous>'].indexOf(locationParts[0]) > -1", "locationParts[0] === '<anonymous>'"],
  ['(\\S+:\\d+|\\(native\\))', '\\S+:\\d+'],
  // Done before it is called, for all kinds of code made from text.
  [/if \(line\.indexOf\(' > eval'\) > -1\) \{.*?\}/gs, ''],
  // The same in fewer words.
  [/(\w+)\.indexOf\((.*?)\) === -1/g, '!$1.includes($2)'],
  [/(\w+)\.indexOf\((.*?)\) > -1/g, '$1.includes($2)'],
  ['matches && matches[1] ? matches[1] : undefined', 'matches?.[1] || undefined'],
  [/\bfunction\((\w+)\)/g, '$1 =>'],
  [/\bvar /g, 'let '],
];
