import type { FrameDetail } from '../../../api.ts';
import { libraryName } from './library-name.ts';

/** A part of a stack: one frame to show, or neighbours from libraries to fold away. */
export type FrameGroup =
  | { kind: 'frame'; index: number; frame: FrameDetail }
  | { kind: 'library'; index: number; frames: FrameDetail[]; libraries: string[] };

/**
 * Folds neighbouring frames that are not the application's own. A stack without any frame of the application is shown
 * whole: there is nothing that the folding would bring forward.
 */
export function groupFrames(frames: FrameDetail[]): FrameGroup[] {
  const isAllLibrary = !frames.some((frame) => frame.in_app);
  const groups: FrameGroup[] = [];
  frames.forEach((frame, index) => {
    const last = groups.at(-1);
    if (frame.in_app || isAllLibrary) {
      groups.push({ kind: 'frame', index, frame });
    } else if (last?.kind === 'library') {
      last.frames.push(frame);
    } else {
      groups.push({ kind: 'library', index, frames: [frame], libraries: [] });
    }
  });
  for (const group of groups) {
    if (group.kind === 'library') {
      group.libraries = namesOf(group.frames);
    }
  }
  return groups;
}

/** The frame to open first: the application's nearest to the throw, else the first of all; -1 of an empty stack. */
export function frameToOpen(frames: FrameDetail[]): number {
  const ours = frames.findIndex((frame) => frame.in_app);
  return ours === -1 && frames.length > 0 ? 0 : ours;
}

function namesOf(frames: FrameDetail[]): string[] {
  const names = frames.map((frame) => libraryName(frame.abs_path ?? frame.filename) ?? libraryName(frame.filename));
  return [...new Set(names.filter((name) => name !== null))];
}
