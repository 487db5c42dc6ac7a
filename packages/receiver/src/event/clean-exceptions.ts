import type { Exception, Mechanism, StackFrame } from '@vedette/core/wire';
import { booleanOf, isRecord, listOf, numberOf, recordOf, textOf } from '../lib/json-values.ts';

/** More than any SDK sends; the captured error and the newest frames stand last, so the last ones are kept. */
const MAX_EXCEPTIONS = 50;
const MAX_FRAMES = 250;

/** The exceptions of an event, from `{values: []}` or the older bare list. */
export function cleanExceptions(value: unknown): Exception[] {
  const values = isRecord(value) ? listOf(value.values) : listOf(value);
  return values.filter(isRecord).slice(-MAX_EXCEPTIONS).map(cleanException);
}

function cleanException(value: Record<string, unknown>): Exception {
  const frames = listOf(recordOf(value.stacktrace).frames);
  return {
    type: textOf(value.type, 500),
    value: textOf(value.value),
    module: textOf(value.module, 500),
    mechanism: isRecord(value.mechanism) ? cleanMechanism(value.mechanism) : undefined,
    stacktrace: frames.length > 0 ? { frames: frames.slice(-MAX_FRAMES).map(cleanFrame) } : undefined,
  };
}

function cleanMechanism(value: Record<string, unknown>): Mechanism {
  return {
    type: textOf(value.type, 200) ?? 'generic',
    handled: booleanOf(value.handled),
    synthetic: booleanOf(value.synthetic),
    exception_id: numberOf(value.exception_id),
    parent_id: numberOf(value.parent_id),
    is_exception_group: booleanOf(value.is_exception_group),
    source: textOf(value.source, 200),
  };
}

/** A frame that is no object becomes an empty one, so that positions stay those of the event as it arrived. */
function cleanFrame(entry: unknown): StackFrame {
  const value = recordOf(entry);
  return {
    filename: textOf(value.filename, 2000),
    abs_path: textOf(value.abs_path, 2000),
    function: textOf(value.function, 500),
    module: textOf(value.module, 500),
    lineno: wholeNumberOf(value.lineno),
    colno: wholeNumberOf(value.colno),
    in_app: booleanOf(value.in_app),
    pre_context: cleanLines(value.pre_context),
    context_line: textOf(value.context_line, 1000),
    post_context: cleanLines(value.post_context),
    vars: isRecord(value.vars) ? value.vars : undefined,
  };
}

function wholeNumberOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

function cleanLines(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.slice(0, 20).map((line) => textOf(line, 1000) ?? '') : undefined;
}
