import { type FormEvent, useEffect, useRef } from 'react';
import { navigate } from '../router.ts';

const SETTLE_MS = 200;

export interface SearchBoxProps {
  query: string;
  /** What is searched, for a screen reader: "Search issues". */
  label: string;
  /** Where it is looked for. */
  placeholder: string;
  /** The address of the list with another search. */
  to: (query: string) => string;
}

/** Narrows a list while typing; the address follows, so that a search can be sent to somebody. Ctrl or Cmd and K goes here. */
export function SearchBox({ query, label, placeholder, to }: SearchBoxProps) {
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
      navigate(to(typed), { replace: true });
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
          aria-label={label}
          aria-keyshortcuts="Control+K Meta+K"
          placeholder={placeholder}
          defaultValue={query}
          onInput={onInput}
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </search>
  );
}
