import { isIgnored, originalPositionFor } from '@jridgewell/trace-mapping';
import type { StackFrame } from '@vedette/core/wire';
import { originalFunctionName } from './function-name.ts';
import type { LoadedMap } from './source-maps.ts';
import { isOwnSource, sourceName } from './source-name.ts';

/** Source lines on each side, as Sentry's SDKs send. */
const CONTEXT_LINES = 5;

/** Longer lines are cut: they are not for reading. */
const MAX_LINE_LENGTH = 300;

/**
 * The frame in its original file, with the source around it. `undefined` when the map knows nothing of the place.
 * Throws when the mappings are corrupt, for they are decoded as late as this.
 */
export function resolveFrame(frame: StackFrame, loaded: LoadedMap): StackFrame | undefined {
  const { lineno = 0, colno = 1 } = frame;
  // Events count columns from 1, the library from 0.
  const needle = { line: Math.max(lineno, 1), column: Math.max(colno - 1, 0) };
  const { source, line, column } = originalPositionFor(loaded.map, needle);
  if (source === null) {
    return undefined;
  }
  const own = isOwnSource(source) && !isIgnored(loaded.map, source);
  const name = originalFunctionName(loaded, frame) ?? frame.function;
  return {
    filename: sourceName(source),
    abs_path: frame.abs_path ?? frame.filename,
    ...(name !== undefined && { function: name }),
    lineno: line,
    colno: column + 1,
    in_app: own && frame.in_app !== false,
    ...contextOf(loaded.linesOf(source), line),
    ...(frame.vars && { vars: frame.vars }),
  };
}

function contextOf(lines: string[] | null, lineno: number): Partial<StackFrame> {
  const index = lineno - 1;
  if (!lines || index >= lines.length) {
    return {};
  }
  const cut = (line: string): string => line.slice(0, MAX_LINE_LENGTH);
  return {
    pre_context: lines.slice(Math.max(0, index - CONTEXT_LINES), index).map(cut),
    context_line: cut(lines[index] ?? ''),
    post_context: lines.slice(index + 1, index + 1 + CONTEXT_LINES).map(cut),
  };
}
