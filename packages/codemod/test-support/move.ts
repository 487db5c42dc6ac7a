import { expect } from 'vitest';
import { moveSource } from '../src/index.ts';

/** Moves a text, checks that a second time changes nothing, and returns the text and the notes as `line: message`. */
export function move(before: string, { path = 'src/app.tsx', platform = '@vedette/react' } = {}) {
  const { text, notes } = moveSource(before, path, { platform });
  expect(moveSource(text, path, { platform }).text).toBe(text);
  return { text, notes: notes.map(({ line, message }) => `${line}: ${message}`) };
}
