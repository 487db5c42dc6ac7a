import { guard } from '../lib/guard.ts';
import type { Integration } from '../types/client.ts';
import type { StackFrame } from '../types/event.ts';

export interface RewriteFramesOptions {
  /** What file names begin with, and lose: a folder, or in browsers the beginning of an address. */
  root?: string;
  /** What stands in its place. @default 'app:///' */
  prefix?: string;
  /** Does the rewriting instead; when it throws, the stacks stay as they are. */
  iteratee?: (frame: StackFrame) => StackFrame;
}

/**
 * Makes file names the same wherever a program is installed, so that they fit the names of uploaded source maps: paths
 * become relative to `root`, without one their last part remains; addresses only change where they begin with `root`.
 */
export function rewriteFramesIntegration(options: RewriteFramesOptions = {}): Integration {
  const { root, prefix = 'app:///' } = options;
  const rewrite =
    options.iteratee ??
    ((frame) => (frame.filename ? { ...frame, filename: rewriteName(frame.filename, root, prefix) } : frame));
  return {
    name: 'RewriteFrames',
    processEvent: (event) =>
      guard(() => {
        const values = event.exception?.values?.map((exception) => {
          const frames = exception.stacktrace?.frames?.map((frame) => rewrite(frame));
          return frames ? { ...exception, stacktrace: { ...exception.stacktrace, frames } } : exception;
        });
        return values ? { ...event, exception: { ...event.exception, values } } : event;
      }, event),
  };
}

function rewriteName(filename: string, root: string | undefined, prefix: string): string {
  if (IS_PATH.test(filename)) {
    return prefix + (root ? relative(partsOf(root), partsOf(filename)) : partsOf(filename).at(-1));
  }
  return root && filename.startsWith(root) ? prefix + filename.slice(root.length) : filename;
}

/** A path that begins at a root, and any of Windows. */
const IS_PATH = /^(\/|[a-zA-Z]:\\|[^/]*\\)/;

function partsOf(path: string): string[] {
  return path
    .replace(/^[a-zA-Z]:/, '')
    .split(/[\\/]/)
    .filter(Boolean);
}

function relative(from: string[], to: string[]): string {
  const differ = from.findIndex((part, index) => part !== to[index]);
  const shared = differ < 0 ? from.length : differ;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
