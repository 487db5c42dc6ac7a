import type { Breadcrumb } from '@vedette/core/wire';
import { formatDuration } from '../../parts/duration.ts';

/** One line about a breadcrumb. Those of requests and navigation carry data instead of a message. */
export function breadcrumbText({ message, category, type, data = {} }: Breadcrumb): string {
  const { method, url, status_code, from, to } = data;
  if (typeof url === 'string') {
    const line = [method, url].filter(Boolean).join(' ');
    return message && message !== line ? `${line} ${message}` : line;
  }
  if (typeof to === 'string') {
    return typeof from === 'string' ? `${from} → ${to}` : `→ ${to}`;
  }
  return message ?? (status_code === undefined ? (category ?? type ?? 'breadcrumb') : `status ${status_code}`);
}

/** The HTTP status of a breadcrumb; `null` for those that have none. */
export function breadcrumbStatus({ data }: Breadcrumb): number | null {
  const status = Number(data?.status_code);
  return Number.isInteger(status) && status > 0 ? status : null;
}

/** When it happened, seen from the error: `−1.24 s`, `0 ms`, `+20 ms`; empty without a time. */
export function breadcrumbDelta(timestampSeconds: number | undefined, errorSeconds: number): string {
  if (timestampSeconds === undefined || Number.isNaN(errorSeconds)) {
    return '';
  }
  // Times arrive as floats of about a microsecond; below a tenth of a millisecond the difference is noise.
  const delta = Math.round((timestampSeconds - errorSeconds) * 10_000) / 10_000;
  return delta > 0 ? `+${formatDuration(delta)}` : formatDuration(delta);
}

export type BreadcrumbKind = 'navigation' | 'interaction' | 'request' | 'console' | 'query' | 'error' | 'other';

const KINDS: Array<[pattern: RegExp, kind: BreadcrumbKind]> = [
  [/^(?:error|exception|sentry\.event|vedette\.event)/, 'error'],
  [/^navigation/, 'navigation'],
  [/^(?:ui|touch|user)\b/, 'interaction'],
  [/^(?:fetch|xhr|http)/, 'request'],
  [/^console|^log/, 'console'],
  [/^(?:query|db|redis|sql)/, 'query'],
];

/** Which picture stands for a breadcrumb: by its category, else by its type. */
export function breadcrumbKind({ category, type }: Breadcrumb): BreadcrumbKind {
  const find = (name: string | undefined) => KINDS.find(([pattern]) => name && pattern.test(name))?.[1];
  return find(category) ?? find(type) ?? 'other';
}
