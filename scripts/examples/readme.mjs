/**
 * What an example's README tells its reader to do: the `sh` blocks of its two sections, as lists of lines. They are run
 * as they stand, but for the DSN and the port.
 */

/** `run`: under "Run it"; the last line stays open. `fail`: under "Let it fail", empty when a page has to be clicked. */
export function commandsOf(readme) {
  return { run: linesUnder(readme, 'Run it'), fail: linesUnder(readme, 'Let it fail') };
}

/** Puts a DSN and a port in the place of those that stand in every README. */
export function withValues(line, { dsn, port }) {
  return line.replaceAll(/http:\/\/<key>@127\.0\.0\.1:8977\/1/g, dsn).replaceAll('3000', String(port));
}

function linesUnder(readme, heading) {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [, block = ''] = /^```sh\n([\s\S]*?)^```$/m.exec(section) ?? [];
  return block.split('\n').filter((line) => line.trim() !== '');
}
