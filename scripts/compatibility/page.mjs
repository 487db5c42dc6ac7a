/** docs/compatibility.md from what was compared. */
import { countPresent, MARKS } from './compare.mjs';

const HEAD = `# Names we share with Sentry's SDKs

Made by \`pnpm compatibility --write\` from \`scripts/compatibility/names.json\` and our built declarations; do not edit.

Marks: **E** essential, most apps use it; **C** common in apps and framework packages; **R** rare; **D** deprecated or
internal. *Present*: \`yes\`; \`typed no-op\`, there so that code compiles, does nothing; \`no\`. Where packages differ, it names
those that have it. Names stand for v10 and v11 together; those of core are also what browser and node are made of.
`;

/** The page as text. `packages`: those that are counted, in order. */
export function pageOf(rows, packages) {
  return `${[HEAD, '## Totals\n', totals(rows, packages), ...sections(rows)].join('\n')}\n`;
}

function totals(rows, packages) {
  const cell = (pkg, mark) => {
    const { total, yes, noop } = countPresent(rows, pkg, mark);
    return total === 0 ? '' : `${yes} of ${total}${noop ? `, ${noop} no-op` : ''}`;
  };
  return markdownTable([
    ['package', ...MARKS],
    ...packages.map((pkg) => [`@vedette/${pkg}`, ...MARKS.map((mark) => cell(pkg, mark))]),
  ]);
}

function sections(rows) {
  const titles = [...new Set(rows.map(({ section }) => section))];
  return titles.flatMap((title) => {
    const own = rows.filter(({ section }) => section === title);
    const lines = own.map(({ name, mark, note, present }) => [`\`${name}\``, mark, presentText(present), note]);
    const where = Object.keys(own[0].present).join(', ');
    return [`\n## ${title} (${where})\n`, markdownTable([['name', 'mark', 'present', 'differs how'], ...lines])];
  });
}

const WORDS = { yes: 'yes', 'no-op': 'typed no-op', no: 'no' };

function presentText(present) {
  const states = [...new Set(Object.values(present))];
  if (states.length === 1) {
    return WORDS[states[0]];
  }
  return states
    .filter((state) => state !== 'no')
    .map(
      (state) =>
        `${WORDS[state]} in ${Object.keys(present)
          .filter((pkg) => present[pkg] === state)
          .join(', ')}`,
    )
    .join('; ');
}

function markdownTable([heading, ...lines]) {
  const cell = (text) => (text === '' ? ' ' : ` ${String(text).replaceAll('|', '\\|')} `);
  const row = (cells) => `|${cells.map(cell).join('|')}|`;
  return [row(heading), row(heading.map(() => '---')), ...lines.map(row)].join('\n');
}
