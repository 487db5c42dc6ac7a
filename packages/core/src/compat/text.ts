import { guard } from '../lib/guard.ts';
import { matchesSome } from '../lib/match-pattern.ts';
import { toText } from '../lib/to-text.ts';
import { truncate as cut } from '../lib/truncate.ts';
import type { SeverityLevel } from '../types/event.ts';

/** Text of at most `max` characters, followed by `...` when it was cut; 0 cuts nothing. */
export function truncate(text: string, max = 0): string {
  return typeof text === 'string' && max > 0 ? cut(text, max) : text;
}

/** The 140 characters of a long line that stand around a column (0-based), with marks where it was cut. */
export function snipLine(line: string, column: number): string {
  if (line.length <= SNIPPED) {
    return line;
  }
  const at = Math.min(column, line.length);
  const from = Math.max(0, Math.min(at - 60, line.length - SNIPPED));
  // Near an edge the whole edge is shown.
  const start = from < 5 ? 0 : from;
  const end = start + SNIPPED > line.length - 5 ? line.length : start + SNIPPED;
  return `${start > 0 ? '{snip} ' : ''}${line.slice(start, end)}${end < line.length ? ' {snip}' : ''}`;
}

const SNIPPED = 140;

/** Values as one text; those that refuse to be text are told so. */
export function safeJoin(values: unknown[], delimiter = ''): string {
  return Array.isArray(values) ? values.map(toText).join(delimiter) : '';
}

/** What text is held against: part of it, an expression, or a function. */
export type Pattern = string | RegExp | ((text: string) => boolean);

/** Whether text matches. `requireExactStringMatch`: a string has to be the whole text. A function that throws does not match. */
export function isMatchingPattern(text: string, pattern: Pattern, requireExactStringMatch = false): boolean {
  if (typeof text !== 'string') {
    return false;
  }
  if (typeof pattern === 'function') {
    return guard(() => pattern(text), false);
  }
  return typeof pattern === 'string' && requireExactStringMatch ? pattern === text : matchesSome(text, [pattern]);
}

/** Whether text matches one of the patterns. */
export function stringMatchesSomePattern(
  text: string,
  patterns: Iterable<Pattern> = [],
  requireExactStringMatch = false,
): boolean {
  return [...patterns].some((pattern) => isMatchingPattern(text, pattern, requireExactStringMatch));
}

/** A level from its name, also `warn`; what nobody knows is `log`. */
export function severityLevelFromString(level: SeverityLevel | string): SeverityLevel {
  const wanted = level === 'warn' ? 'warning' : level;
  return LEVELS.includes(wanted) ? (wanted as SeverityLevel) : 'log';
}

const LEVELS = ['fatal', 'error', 'warning', 'log', 'info', 'debug'];

/** A rate from 0 to 1, also from text (an environment variable), true or false; `undefined` when it is none. */
export function parseSampleRate(rate: unknown): number | undefined {
  const number = typeof rate === 'string' ? Number.parseFloat(rate) : typeof rate === 'boolean' ? Number(rate) : rate;
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined;
}
