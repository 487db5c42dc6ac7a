import { expect, it } from 'vitest';
import { symbolicationNotes } from './symbolication-notes.ts';

it('tells each reason once with the number of its frames', () => {
  const frames = ['no map for a.js', null, 'no map for b.js', 'no map for a.js'].map((symbolicationError) => ({
    original: null,
    symbolicationError,
  }));
  expect(symbolicationNotes(frames)).toEqual([
    { text: 'no map for a.js', frames: 2 },
    { text: 'no map for b.js', frames: 1 },
  ]);
});

it('has nothing to say when every frame was found', () => {
  expect(symbolicationNotes([{ original: null, symbolicationError: null }])).toEqual([]);
});
