import { useMemo, useSyncExternalStore } from 'react';

/** What the address can name. `cursors` is the way paged so far, so that "previous" needs no memory. */
export type Place =
  | { screen: 'issues'; query: string; cursors: string[] }
  | { screen: 'issue'; issueId: string; eventId: string | null }
  | { screen: 'feedback'; cursors: string[] }
  | { screen: 'logs'; query: string; level: string; trace: string; cursors: string[] }
  | { screen: PlainScreen }
  | { screen: 'unknown' };

/** Screens with nothing to say about themselves in the address. */
type PlainScreen = (typeof PLAIN_SCREENS)[number];

const PLAIN_SCREENS = ['releases', 'monitors', 'metrics', 'status'] as const;

/** Reads a path with its query; what has no screen is `unknown`. */
export function parsePlace(url: string): Place {
  const { pathname, searchParams } = new URL(url, 'http://page');
  const [first, issueId, events, eventId, ...rest] = pathname.split('/').filter(Boolean).map(decodeSegment);
  if (first === undefined) {
    return { screen: 'issues', query: searchParams.get('query') ?? '', cursors: searchParams.getAll('cursor') };
  }
  const cursors = searchParams.getAll('cursor');
  if (issueId === undefined) {
    const plain = PLAIN_SCREENS.find((screen) => screen === first);
    if (plain) {
      return { screen: plain };
    }
    if (first === 'feedback') {
      return { screen: 'feedback', cursors };
    }
    if (first === 'logs') {
      const [query = '', level = '', trace = ''] = ['query', 'level', 'trace'].map(
        (name) => searchParams.get(name) ?? '',
      );
      return { screen: 'logs', query, level, trace, cursors };
    }
  }
  if (first === 'issues' && issueId && rest.length === 0) {
    if (events === undefined) {
      return { screen: 'issue', issueId, eventId: null };
    }
    if (events === 'events' && eventId) {
      return { screen: 'issue', issueId, eventId };
    }
  }
  return { screen: 'unknown' };
}

/** The address of a place: what `parsePlace` reads. */
export function placeUrl(place: Exclude<Place, { screen: 'unknown' }>): string {
  switch (place.screen) {
    case 'issues':
      return `/${searchOf({ query: place.query }, place.cursors)}`;
    case 'feedback':
      return `/feedback${searchOf({}, place.cursors)}`;
    case 'logs': {
      const { query, level, trace, cursors } = place;
      return `/logs${searchOf({ query, level, trace }, cursors)}`;
    }
    case 'issue': {
      const event = place.eventId === null ? '' : `/events/${encodeURIComponent(place.eventId)}`;
      return `/issues/${encodeURIComponent(place.issueId)}${event}`;
    }
    default:
      return `/${place.screen}`;
  }
}

/** With its question mark; nothing when there is nothing to say. */
function searchOf(named: Record<string, string>, cursors: string[]): string {
  const search = new URLSearchParams([
    ...Object.entries(named).filter(([, value]) => value !== ''),
    ...cursors.map((cursor) => ['cursor', cursor]),
  ]).toString();
  return search && `?${search}`;
}

/** Goes to an address of this page; `replace` leaves no step to go back to. */
export function navigate(url: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', url);
  } else {
    history.pushState(null, '', url);
    window.scrollTo(0, 0);
  }
  window.dispatchEvent(new Event(MOVED));
}

/** Lets ordinary links to this page change the screen without loading. Returns what stops it. */
export function startRouting(): () => void {
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const isOurs = link?.origin === location.origin && !link.target && !link.hash && !link.pathname.startsWith('/api/');
    if (link && isPlain && isOurs && !event.defaultPrevented) {
      event.preventDefault();
      navigate(link.pathname + link.search);
    }
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

/** The place the address names now; renders again when it changes. */
export function usePlace(): Place {
  const url = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => parsePlace(url), [url]);
}

const MOVED = 'vedette:moved';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('popstate', onChange);
  window.addEventListener(MOVED, onChange);
  return () => {
    window.removeEventListener('popstate', onChange);
    window.removeEventListener(MOVED, onChange);
  };
}

/** A broken escape is no reason to fail: it is then simply not the name of anything. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
