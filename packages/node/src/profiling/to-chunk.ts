import type { Profiler } from 'node:inspector';
import { type SampledProfile, type Samples, toSampledProfile } from '@vedette/core/profiling';

/** What runs when nothing of the program does. */
const NOBODY = /^\((root|program|idle)\)$/;

interface Setting extends Pick<Samples, 'thread' | 'parseStack'> {
  /** Adds to microseconds of V8's clock to make seconds since the epoch, after division. */
  offsetSeconds: number;
}

/** A profile of V8 as one of the protocol; `undefined` when nothing of the program was seen in it. */
export function toChunk(
  { nodes, startTime, samples = [], timeDeltas = [] }: Profiler.Profile,
  { offsetSeconds, ...setting }: Setting,
): SampledProfile | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  let microseconds = startTime;
  return toSampledProfile({
    ...setting,
    samples: samples.map((callId, index) => {
      microseconds += timeDeltas[index] ?? 0;
      return { callId, seconds: microseconds / 1e6 + offsetSeconds };
    }),
    call(id) {
      const node = byId.get(id);
      return (
        node && {
          name: node.callFrame.functionName,
          url: node.callFrame.url,
          line: node.callFrame.lineNumber + 1,
          column: node.callFrame.columnNumber + 1,
          isNobody: NOBODY.test(node.callFrame.functionName),
          callerId: parents.get(id),
        }
      );
    },
  });
}
