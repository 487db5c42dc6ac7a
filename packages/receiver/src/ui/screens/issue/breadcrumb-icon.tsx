import type { BreadcrumbKind } from './breadcrumb-text.ts';

/** Lines on a grid of 16, drawn with the colour of the text. */
const PATHS: Record<BreadcrumbKind, string> = {
  navigation: 'M3 8h9M8.5 4.5 12 8l-3.5 3.5',
  interaction: 'M4.5 3.5 12.5 8 9 9.2 7.5 12.8Z',
  request: 'M3 5.5h9M9.5 3 12 5.5 9.5 8M13 10.5H4M6.5 8 4 10.5 6.5 13',
  console: 'M3 4.5 6.5 8 3 11.5M8.5 12H13',
  query: 'M3.5 4.5c0-2 9-2 9 0v7c0 2-9 2-9 0v-7c0 2 9 2 9 0M3.5 8c0 2 9 2 9 0',
  error: 'M8 3v6M8 12.2v.3',
  other: 'M8 8h.01',
};

/** The picture for a kind of breadcrumb; the words beside it say the same. */
export function BreadcrumbIcon({ kind }: { kind: BreadcrumbKind }) {
  return (
    <svg className={`crumb-icon crumb-icon-${kind}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={PATHS[kind]} />
    </svg>
  );
}
