import { expect, it } from 'vitest';
import type { EventSummary } from '../../../api.ts';
import { neighboursOf } from './neighbours.ts';

const events: EventSummary[] = ['newest', 'middle', 'oldest'].map((eventId) => ({
  eventId,
  title: '',
  timestamp: '',
  environment: '',
  release: null,
  user: null,
}));

it('finds the newer and the older one', () => {
  expect(neighboursOf(events, 'middle')).toEqual({ position: 2, newer: 'newest', older: 'oldest' });
});

it('finds nothing beyond either end', () => {
  expect(neighboursOf(events, 'newest').newer).toBeNull();
  expect(neighboursOf(events, 'oldest').older).toBeNull();
});

it('has no place for an event that is not listed', () => {
  expect(neighboursOf(events, 'ancient')).toEqual({ position: null, newer: null, older: null });
});
