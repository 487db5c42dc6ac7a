import { readFileSync, statSync } from 'node:fs';
import type { Integration, StackFrame } from '@vedette/core';
import type { NodeOptions } from '../options.ts';

export interface ContextLinesOptions {
  /** Lines on either side; 0 for none. @default that of `init` */
  frameContextLines?: number;
}

/** Lines around one place in a file. */
interface Excerpt {
  before: string[];
  line: string;
  after: string[];
}

/** Larger files are not read. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** Places whose lines are remembered, of at most 15 lines of 150 characters each. */
const MAX_REMEMBERED = 500;
/** Beyond these a file was minified, and its lines help nobody. Source: sdk-behaviour, `contextLinesIntegration`. */
const MAX_LINE_NUMBER = 10_000;
const MAX_COLUMN_NUMBER = 1000;

/**
 * Puts source lines on the frames of errors. Files are read synchronously, so that it is done before a process can die;
 * each is read once an event, and not at all for places already seen. Only program text is read, whatever file name
 * a stack claims.
 */
export function contextLinesIntegration({ frameContextLines }: ContextLinesOptions = {}): Integration {
  // By file and place; `null`: no program text, or nothing there that can be read.
  const remembered = new Map<string, Map<number, Excerpt | null> | null>();
  let count = 0;
  let around = frameContextLines ?? 7;
  return {
    name: 'ContextLines',
    setup(client) {
      around = frameContextLines ?? (client.getOptions() as NodeOptions).frameContextLines ?? around;
    },
    processEvent(event) {
      const texts = new Map<string, string | null>();
      for (const { stacktrace } of (around > 0 && event.exception?.values) || []) {
        for (const frame of stacktrace?.frames ?? []) {
          addLines(frame, texts);
        }
      }
      return event;
    },
  };

  function addLines(frame: StackFrame, texts: Map<string, string | null>): void {
    const { filename = '', lineno = 0, colno = 0, context_line } = frame;
    const mayHaveLines = context_line === undefined && lineno >= 1 && lineno <= MAX_LINE_NUMBER;
    if (!mayHaveLines || colno > MAX_COLUMN_NUMBER) {
      return;
    }
    let places = remembered.get(filename);
    // Both are within their limits. A number is found faster than a text that has to be put together.
    const place = lineno * (MAX_COLUMN_NUMBER + 1) + colno;
    let excerpt = places === null ? null : places?.get(place);
    if (excerpt === undefined) {
      if (++count > MAX_REMEMBERED) {
        remembered.clear();
        places = undefined;
        count = 1;
      }
      places ??= isProgramText(filename) ? new Map() : null;
      remembered.set(filename, places);
      if (places && !texts.has(filename)) {
        texts.set(filename, read(filename));
      }
      excerpt = excerptAround(texts.get(filename) ?? null, lineno, colno, around);
      places?.set(place, excerpt);
    }
    if (excerpt) {
      frame.pre_context = excerpt.before;
      frame.context_line = excerpt.line;
      frame.post_context = excerpt.after;
    }
  }
}

function isProgramText(filename: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(filename) && !/^(node|data|https?):|\.min\.[cm]?js$/.test(filename);
}

function read(filename: string): string | null {
  try {
    const { size } = statSync(filename);
    return size <= MAX_FILE_BYTES ? readFileSync(filename, 'utf8') : null;
  } catch {
    return null;
  }
}

/** The lines around a frame, found without splitting the whole file; `null` when it has no such line. */
function excerptAround(text: string | null, lineno: number, colno: number, around: number): Excerpt | null {
  const first = Math.max(1, lineno - around);
  let start = text === null ? -1 : startOfLine(text, first);
  if (text === null || start < 0) {
    return null;
  }
  const lines: string[] = [];
  while (start >= 0 && start <= text.length && lines.length <= lineno + around - first) {
    const end = text.indexOf('\n', start);
    lines.push(text.slice(start, end < 0 ? undefined : end).replace(/\r$/, ''));
    start = end < 0 ? -1 : end + 1;
  }
  const at = lineno - first;
  const line = lines[at];
  return line === undefined
    ? null
    : {
        before: lines.slice(0, at).map((other) => snip(other, 0)),
        line: snip(line, colno),
        after: lines.slice(at + 1).map((other) => snip(other, 0)),
      };
}

function startOfLine(text: string, number: number): number {
  let start = 0;
  for (let line = 1; line < number; line++) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0) {
      return -1;
    }
  }
  return start;
}

/** A line longer than 150 characters, cut to 140 around a column. Source: event-payload, "Stack frames". */
function snip(line: string, column: number): string {
  if (line.length <= 150) {
    return line;
  }
  const wanted = Math.max(0, Math.min(column, line.length) - 60);
  const from = wanted < 5 ? 0 : wanted;
  const to = from + 140 > line.length - 5 ? line.length : from + 140;
  const start = to === line.length ? Math.max(0, to - 140) : from;
  return `${start > 0 ? '{snip} ' : ''}${line.slice(start, to)}${to < line.length ? ' {snip}' : ''}`;
}
