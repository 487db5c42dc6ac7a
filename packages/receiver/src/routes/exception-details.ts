import type { Event, Exception, StackFrame } from '@vedette/core/wire';
import type { ExceptionDetail, FrameDetail } from '../api.ts';
import type { FrameResult, SymbolicatedStacks } from '../symbolicate/symbolicate.ts';

/** The chain as people read it: the captured error first, of each the throwing frame first. On the wire it is the other way round. */
export function exceptionDetails(event: Event, stacks: SymbolicatedStacks | null): ExceptionDetail[] {
  const exceptions = event.exception?.values ?? [];
  return exceptions.map((exception, at) => exceptionDetail(exception, stacks?.[at] ?? [])).reverse();
}

function exceptionDetail(exception: Exception, results: FrameResult[]): ExceptionDetail {
  const frames = exception.stacktrace?.frames ?? [];
  return {
    type: exception.type ?? '',
    value: exception.value ?? '',
    handled: exception.mechanism?.handled !== false,
    mechanism: exception.mechanism?.type ?? null,
    source: exception.mechanism?.source ?? null,
    frames: frames.map((frame, index) => frameDetail(frame, results[index] ?? null)).reverse(),
  };
}

function frameDetail(frame: StackFrame, result: FrameResult): FrameDetail {
  if (result && 'frame' in result) {
    const original = {
      filename: frame.filename ?? frame.abs_path ?? '',
      function: frame.function ?? '?',
      lineno: frame.lineno ?? 0,
      colno: frame.colno ?? 0,
    };
    return { ...result.frame, original, symbolicationError: null };
  }
  return { ...frame, original: null, symbolicationError: result?.error ?? null };
}
