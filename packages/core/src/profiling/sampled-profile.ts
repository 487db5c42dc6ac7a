import type { StackFrame } from '@vedette/core';

/** A profile as the protocol wants it. Source: wire-protocol, "Profiles", version 2. */
export interface SampledProfile {
  frames: StackFrame[];
  /** Places in `frames`, innermost first. */
  stacks: number[][];
  /** `timestamp`: seconds since the epoch. */
  samples: Array<{ stack_id: number; thread_id: string; timestamp: number }>;
  thread_metadata: Record<string, { name: string }>;
}

/** One call in a stack, as engines tell it: with the one it was made from. */
export interface Call {
  /** The function's name; empty for one that has none. */
  name: string;
  /** Where it is written, if that is in a file. Lines and columns count from 1. */
  url?: string;
  line?: number;
  column?: number;
  /** What stands for the engine itself is left out of stacks. */
  isNobody?: boolean;
  /** The id of the call it was made from. */
  callerId?: number;
}

/** What an engine saw of a thread. */
export interface Samples {
  thread: { id: string; name: string };
  /** When, in seconds since the epoch, and the id of the innermost call, if there was any. */
  samples: Array<{ seconds: number; callId: number | undefined }>;
  call(id: number): Call | undefined;
  parseStack(stack: string): StackFrame[];
}

/**
 * What an engine saw, as the protocol wants it: each frame and each stack is told once. `undefined` when nothing of the
 * program was seen. May throw.
 */
export function toSampledProfile({ thread, samples, call, parseStack }: Samples): SampledProfile | undefined {
  const frames: StackFrame[] = [];
  const stacks: number[][] = [];
  const frameIds = new Map<string, number>();
  const stackIds = new Map<number, number | undefined>();

  const frameId = ({ name, url, line, column }: Call): number => {
    // Read as the stacks of errors are, so that what is told of a file is the same.
    const text = url ? `    at ${name || '<anonymous>'} (${url}:${line}:${column})` : name;
    let id = frameIds.get(text);
    if (id === undefined) {
      id = frames.push((url && parseStack(text)[0]) || { function: name, in_app: false }) - 1;
      frameIds.set(text, id);
    }
    return id;
  };
  const stackId = (innermost: number): number | undefined => {
    if (!stackIds.has(innermost)) {
      const stack: number[] = [];
      for (let at = call(innermost); at; at = at.callerId === undefined ? undefined : call(at.callerId)) {
        if (!at.isNobody) {
          stack.push(frameId(at));
        }
      }
      stackIds.set(innermost, stack.length > 0 ? stacks.push(stack) - 1 : undefined);
    }
    return stackIds.get(innermost);
  };

  const taken: SampledProfile['samples'] = [];
  for (const { seconds, callId } of samples) {
    const stack_id = callId === undefined ? undefined : stackId(callId);
    if (stack_id !== undefined) {
      taken.push({ stack_id, thread_id: thread.id, timestamp: seconds });
    }
  }
  return taken.length > 0
    ? { frames, stacks, samples: taken, thread_metadata: { [thread.id]: { name: thread.name } } }
    : undefined;
}
