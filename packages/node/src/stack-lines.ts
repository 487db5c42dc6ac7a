import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StackFrame } from '@vedette/core';
import { type Parser, stackParser } from './stack-parser.ts';

/** Lines of stacks that are remembered, each of at most 1024 characters. */
const MAX_KNOWN = 1000;

/**
 * Makes the parser of V8's stack texts. `entry` is the script that was started; names of modules are relative to its
 * folder. Frames come newest first. Source: event-payload, "Stack frames".
 */
export function createStackParser(entry: string | undefined): (stack: string) => StackFrame[] {
  const base = forwardSlashes(entry ? entry.replace(/[\\/][^\\/]*$/, '') : process.cwd());
  // A program fails in the same few places, and a line says the same each time.
  const known = new Map<string, StackFrame | null>();
  return (stack) => {
    const frames: StackFrame[] = [];
    for (const line of stack.split('\n')) {
      let frame = known.get(line);
      if (frame === undefined) {
        frame = parseLine(line) ?? null;
        if (known.size >= MAX_KNOWN) {
          known.clear();
        }
        known.set(line, frame);
      }
      if (frame) {
        // A copy: what it is given later belongs to one event. To what is made by spreading, V8 adds slowly.
        frames.push(Object.assign({}, frame));
      }
    }
    return frames;
  };

  function parseLine(line: string): StackFrame | undefined {
    // Anything else the parser would take for a line of another engine.
    if (!/^\s*at .*(:\d|\(<anonymous>\)$)/.test(line)) {
      return undefined;
    }
    //     at Array.map (<anonymous>)
    // The parser leaves out calls of built-in functions; with a position it takes them.
    //     at page (/app/(shop)/page.js:1:1)
    // And it would take the brackets out of a folder's name.
    const stack = line
      .replace(/\(<anonymous>\)$/, '(<anonymous>:0:0)')
      .replace(/\/\(([^()/\n]*)\)\//g, '/\u0001$1\u0002/');
    return stackParser().parse({ name: '', message: '', stack }).map(toFrame)[0];
  }

  function toFrame({
    functionName,
    fileName,
    lineNumber,
    columnNumber,
  }: ReturnType<Parser['parse']>[number]): StackFrame {
    const name = cleanName(functionName);
    if (!fileName) {
      return { function: name, filename: '<anonymous>', in_app: false };
    }
    //     at async file:///app/a.js:1:1
    // Where the function has no name, the parser takes the word for a part of the address.
    const filename = toPath(
      fileName
        .replace(/^async /, '')
        .replaceAll('\u0001', '(')
        .replaceAll('\u0002', ')'),
    );
    return {
      function: name,
      filename,
      module: moduleName(filename, base),
      lineno: Number(lineNumber) || undefined,
      colno: Number(columnNumber) || undefined,
      in_app: isInApp(filename),
    };
  }
}

//     at Object.<anonymous> (/app/a.js:1:1)   ->  Object.?
//     at Layer.handle [as handle_request] (…) ->  Layer.handle
function cleanName(name: string | undefined): string {
  return (name ?? '?').replace(/ \[as [^\]]*\]$/, '').replace(/<anonymous>$/, '?');
}

function toPath(fileName: string): string {
  if (!fileName.startsWith('file://')) {
    return fileName;
  }
  try {
    return fileURLToPath(fileName);
  } catch {
    return fileName;
  }
}

/** Whether a file is the host's own: not a part of Node (`node:internal/...`, `native`) and not installed. */
function isInApp(filename: string): boolean {
  const isPath = /^(\/|\.{1,2}[\\/]|[A-Za-z]:[\\/]|\\\\|[a-z][a-z0-9+.-]*:\/\/)/i.test(filename);
  return isPath && !/[\\/]node_modules[\\/]/.test(filename);
}

/** `folder.folder:file`, from the last `node_modules` or the entry's folder on; outside of both the file alone. */
function moduleName(filename: string, base: string): string {
  const { dir, name, ext } = posix.parse(forwardSlashes(filename));
  const file = /^\.[cm]?js$/.test(ext) ? name : name + ext;
  const installed = dir.lastIndexOf('/node_modules/');
  const inside =
    installed >= 0
      ? dir.slice(installed + '/node_modules/'.length)
      : dir.startsWith(`${base}/`) && dir.slice(base.length + 1);
  return inside ? `${inside.replaceAll('/', '.')}:${file}` : file;
}

function forwardSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
