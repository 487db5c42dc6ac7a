export { type ChangedFile, type MoveOptions, type MoveReport, moveProject } from './project/move-project.ts';
export { type MovedSource, moveSource } from './source/move-source.ts';
export type { Note } from './source/note.ts';
export type { Surroundings } from './source/sdk-file.ts';
