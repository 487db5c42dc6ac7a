import { originalPositionFor, traceSegment } from '@jridgewell/trace-mapping';
import type { StackFrame } from '@vedette/core/wire';
import type { LoadedMap } from './source-maps.ts';

/** One-letter names occur everywhere in a bundle; past this many the search ends without a result. */
const MAX_OCCURRENCES = 5000;

/**
 * What a function was called before the minifier. The engine reports the minified name, and the map knows names by
 * position only: so find where the function was declared, the nearest place before the frame, and ask for that one.
 * `undefined` when there is nothing to find; then the reported name stands.
 */
export function originalFunctionName(loaded: LoadedMap, frame: StackFrame): string | undefined {
  const name = frame.function ?? '';
  if (!loaded.generated || !frame.lineno || !/^[\w$]+$/.test(name)) {
    return undefined;
  }
  const text = loaded.generated;
  let at = offsetOf(text, frame.lineno, frame.colno ?? 1);
  for (let count = 0; count < MAX_OCCURRENCES; count++) {
    at = at > 0 ? text.lastIndexOf(name, at - 1) : -1;
    if (at < 0) {
      return undefined;
    }
    if (isDeclaration(text, at, name)) {
      return nameAt(loaded, text, at);
    }
  }
  return undefined;
}

/**
 * The name of what a frame calls, from the map at its call; it names the function of the next inner frame. Says less
 * than the declaration (a handler would be called `listener`), so it is asked only where the bundle is not at hand.
 */
export function calledName(loaded: LoadedMap, caller: StackFrame): string | undefined {
  const { lineno, colno } = caller;
  return lineno && colno
    ? (originalPositionFor(loaded.map, { line: lineno, column: colno - 1 }).name ?? undefined)
    : undefined;
}

function offsetOf(text: string, lineno: number, colno: number): number {
  let start = 0;
  for (let line = 1; line < lineno; line++) {
    const end = text.indexOf('\n', start);
    if (end < 0) {
      return text.length;
    }
    start = end + 1;
  }
  return Math.min(start + colno - 1, text.length);
}

/** `function a(`, `a=(`, `a=b=>`, `a=async function`, `class a`, and not a part of a longer name. */
function isDeclaration(text: string, at: number, name: string): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  const after = text.slice(at + name.length, at + name.length + 64);
  if (/[\w$.]$/.test(before) || /^[\w$]/.test(after)) {
    return false;
  }
  return (
    (/\bfunction\s*\*?\s*$/.test(before) && /^\s*\(/.test(after)) ||
    /\bclass\s+$/.test(before) ||
    /^\s*=\s*(?:async\b\s*)?(?:function\b|class\b|\(|[\w$]+\s*=>)/.test(after)
  );
}

/** The original name of what stands exactly here; `undefined` when the minifier left it as it was. */
function nameAt(loaded: LoadedMap, text: string, at: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(0, lineStart).split('\n').length - 1;
  const segment = traceSegment(loaded.map, line, at - lineStart);
  return segment?.length === 5 && segment[0] === at - lineStart ? loaded.map.names[segment[4]] : undefined;
}
