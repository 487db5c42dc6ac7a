/** How scripts speak: tables with aligned columns, durations, sizes, and numbers a reader can take in. */

/** Milliseconds as people say them: `340 ms`, `12.3 s`, `2 min 5 s`. */
export function duration(ms) {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** Bytes in kB of 1000 bytes, as gzip sizes are usually given: `8.94 kB`. */
export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(2)} kB`;
}

/** Rows as aligned text; the first row is the heading. Columns named in `left` are aligned left, the others right. */
export function table(rows, { left = [0] } = {}) {
  const texts = rows.map((row) => row.map((cell) => String(cell ?? '')));
  const widths = texts[0].map((_, column) => Math.max(...texts.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (left.includes(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  const [heading, ...body] = texts;
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
