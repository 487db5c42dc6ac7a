import type { FrameDetail } from '../../../api.ts';

/** Why source maps were not used, each reason once with how many frames it concerns, in order of appearance. */
export function symbolicationNotes(frames: FrameDetail[]): Array<{ text: string; frames: number }> {
  const counts = new Map<string, number>();
  for (const { symbolicationError } of frames) {
    if (symbolicationError) {
      counts.set(symbolicationError, (counts.get(symbolicationError) ?? 0) + 1);
    }
  }
  return [...counts].map(([text, count]) => ({ text, frames: count }));
}
