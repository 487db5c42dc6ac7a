import { type FormEvent, useEffect, useRef } from 'react';
import { navigate, placeUrl } from '../../router.ts';

const SETTLE_MS = 200;

/** Narrows the list while typing; the address follows, so that a search can be sent to somebody. Ctrl or Cmd and K goes here. */
export function SearchBox({ query }: { query: string }) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef(0);

  // Going back changes the query from outside; while somebody types, what they type counts.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) {
      input.current.value = query;
    }
  }, [query]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        input.current?.select();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      clearTimeout(timer.current);
    };
  }, []);

  const search = () => {
    clearTimeout(timer.current);
    const typed = input.current?.value.trim() ?? '';
    if (typed !== query) {
      navigate(placeUrl({ screen: 'issues', query: typed, cursors: [] }), { replace: true });
    }
  };
  const onInput = () => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(search, SETTLE_MS);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    search();
  };

  return (
    <search>
      <form onSubmit={onSubmit}>
        <input
          ref={input}
          type="search"
          aria-label="Search issues"
          aria-keyshortcuts="Control+K Meta+K"
          placeholder="Search title, culprit, message"
          defaultValue={query}
          onInput={onInput}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </search>
  );
}
