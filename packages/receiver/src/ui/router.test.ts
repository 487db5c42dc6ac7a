import { describe, expect, it } from 'vitest';
import { type Place, parsePlace, placeUrl } from './router.ts';

describe('parsePlace', () => {
  it('reads the list with its search and the cursors paged through', () => {
    expect(parsePlace('/?query=is%20undefined&cursor=a&cursor=b')).toEqual({
      screen: 'issues',
      query: 'is undefined',
      cursors: ['a', 'b'],
    });
  });

  it('reads an issue without an event, which means the latest', () => {
    expect(parsePlace('/issues/12')).toEqual({ screen: 'issue', issueId: '12', eventId: null });
  });

  it.each(['/nowhere', '/issues', '/issues/1/event/2', '/issues/1/events', '/issues/1/events/2/3', '/status/1'])(
    'names no screen for %s',
    (url) => {
      expect(parsePlace(url)).toEqual({ screen: 'unknown' });
    },
  );

  it('survives a broken escape', () => {
    expect(parsePlace('/issues/%E0%A4%A')).toEqual({ screen: 'issue', issueId: '%E0%A4%A', eventId: null });
  });
});

describe('placeUrl', () => {
  it.each<Exclude<Place, { screen: 'unknown' }>>([
    { screen: 'issues', query: '', cursors: [] },
    { screen: 'issues', query: 'a&b=c #1', cursors: ['2026-11-08T03:00:00Z|9', 'x'] },
    { screen: 'issue', issueId: 'a/b?', eventId: null },
    { screen: 'issue', issueId: '7', eventId: 'c0ffee' },
    { screen: 'status' },
    { screen: 'monitors' },
    { screen: 'feedback', cursors: ['a', 'b'] },
    { screen: 'feedback', cursors: [] },
    { screen: 'logs', query: 'a&b', level: 'error', trace: 'c0ffee', cursors: ['1-2'] },
    { screen: 'logs', query: '', level: '', trace: '', cursors: [] },
  ])('writes what parsePlace reads: %o', (place) => {
    expect(parsePlace(placeUrl(place))).toEqual(place);
  });
});
