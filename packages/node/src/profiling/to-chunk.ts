import type { Profiler } from 'node:inspector';
import type { StackFrame } from '@vedette/core';

/** A profile as the protocol wants it. Source: wire-protocol, "Profiles", version 2. */
export interface SampledProfile {
  frames: StackFrame[];
  /** Places in `frames`, innermost first. */
  stacks: number[][];
  samples: Array<{ stack_id: number; thread_id: string; timestamp: number }>;
  thread_metadata: Record<string, { name: string }>;
}

/** What runs when nothing of the program does. */
const NOBODY = /^\((root|program|idle)\)$/;

interface Setting {
  thread: { id: string; name: string };
  /** Adds to microseconds of V8's clock to make seconds since the epoch, after division. */
  offsetSeconds: number;
  parseStack(stack: string): StackFrame[];
}

/** A profile of V8 as one of the protocol; `undefined` when nothing of the program was seen in it. */
export function toSampledProfile(
  { nodes, startTime, samples = [], timeDeltas = [] }: Profiler.Profile,
  { thread, offsetSeconds, parseStack }: Setting,
): SampledProfile | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const frames: StackFrame[] = [];
  const stacks: number[][] = [];
  const frameIds = new Map<string, number>();
  const stackIds = new Map<number, number | undefined>();

  const frameId = ({ functionName, url, lineNumber, columnNumber }: Profiler.ProfileNode['callFrame']): number => {
    const line = url
      ? `    at ${functionName || '<anonymous>'} (${url}:${lineNumber + 1}:${columnNumber + 1})`
      : functionName;
    let id = frameIds.get(line);
    if (id === undefined) {
      id = frames.push((url && parseStack(line)[0]) || { function: functionName, in_app: false }) - 1;
      frameIds.set(line, id);
    }
    return id;
  };
  const stackId = (leaf: number): number | undefined => {
    if (!stackIds.has(leaf)) {
      const stack: number[] = [];
      for (let at: number | undefined = leaf; at !== undefined; at = parents.get(at)) {
        const callFrame = byId.get(at)?.callFrame;
        if (callFrame && !NOBODY.test(callFrame.functionName)) {
          stack.push(frameId(callFrame));
        }
      }
      stackIds.set(leaf, stack.length > 0 ? stacks.push(stack) - 1 : undefined);
    }
    return stackIds.get(leaf);
  };

  let microseconds = startTime;
  const taken: SampledProfile['samples'] = [];
  samples.forEach((leaf, index) => {
    microseconds += timeDeltas[index] ?? 0;
    const stack_id = stackId(leaf);
    if (stack_id !== undefined) {
      taken.push({ stack_id, thread_id: thread.id, timestamp: microseconds / 1e6 + offsetSeconds });
    }
  });
  return taken.length > 0
    ? { frames, stacks, samples: taken, thread_metadata: { [thread.id]: { name: thread.name } } }
    : undefined;
}
