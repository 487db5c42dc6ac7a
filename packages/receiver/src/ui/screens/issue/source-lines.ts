import type { StackFrame } from '@vedette/core/wire';

export interface SourceLine {
  /** Counted from 1; `null` when the frame does not tell its line. */
  number: number | null;
  isCulprit: boolean;
  /** The line in three: before the column, the word at the column, the rest. Without a column all is in the first. */
  parts: [before: string, atColumn: string, after: string];
}

/** A line longer than this is minified code; only the surroundings of the column are shown. */
const MAX_LINE = 300;
const AROUND_COLUMN = 120;

/** The lines around a frame, freed of the indentation they share. Empty when the frame carries no source. */
export function sourceLines(frame: StackFrame): SourceLine[] {
  if (frame.context_line === undefined || frame.context_line === null) {
    return [];
  }
  const before = frame.pre_context ?? [];
  const texts = [...before, frame.context_line, ...(frame.post_context ?? [])];
  const indent = sharedIndent(texts);
  return texts.map((text, index) => {
    const isCulprit = index === before.length;
    const column = isCulprit && frame.colno ? frame.colno - 1 - indent : -1;
    return {
      number: frame.lineno === undefined ? null : frame.lineno - before.length + index,
      isCulprit,
      parts: markColumn(text.slice(indent), column),
    };
  });
}

function markColumn(line: string, column: number): SourceLine['parts'] {
  if (column < 0 || column >= line.length) {
    return [line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line, '', ''];
  }
  // A word, else a single character: the columns of engines point at the start of an expression.
  const word = /^(?:[\w$]+|.)/u.exec(line.slice(column))?.[0] ?? '';
  const before = line.slice(0, column);
  const after = line.slice(column + word.length);
  if (line.length <= MAX_LINE) {
    return [before, word, after];
  }
  return [
    before.length > AROUND_COLUMN ? `…${before.slice(-AROUND_COLUMN)}` : before,
    word,
    after.length > AROUND_COLUMN ? `${after.slice(0, AROUND_COLUMN)}…` : after,
  ];
}

/** How many white-space characters all lines begin with; empty lines have no say. */
function sharedIndent(lines: string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  return indents.length > 0 ? Math.min(...indents) : 0;
}
