/** Runs the scenarios of a family, one after the other, and gathers what the page says of them. */
import { table } from '../../scripts/lib/print.mjs';
import { quickMsOf } from '../families.mjs';
import { compare } from './compare.mjs';
import { isQuick } from './mode.mjs';
import { watchNoise } from './noise.mjs';
import { chartFolder } from './record.mjs';
import { figuresOf, notesOf, rowsOf } from './summary.mjs';

/** Families that have more than tables for the page: a text made of all their results. */
const SECTIONS = {
  scale: async (all) => (await import('./scale-section.mjs')).scaleSection(all, chartFolder),
};

/**
 * `{ name, scenarios, section, failed }`: of each scenario its title, figures, table and notes. `failed` is true when our own
 * contestants died; a peer that dies is told in the notes. `onScenario` hears of each when it is done. Where it is to be quick
 * the family has its time, of which each scenario gets its `share`; a round that has begun is ended.
 */
export async function measureFamily(name, scenarios, { onScenario }) {
  const shares = scenarios.reduce((sum, { share = 1 }) => sum + share, 0);
  const measured = [];
  const all = [];
  let failed = false;
  for (const scenario of scenarios) {
    const noise = watchNoise();
    const budgetMs = isQuick ? (quickMsOf(name) * (scenario.share ?? 1)) / shares : undefined;
    const results = await compare(scenario, { rounds: scenario.rounds, budgetMs });
    all.push({ scenario, results });
    measured.push({
      name: scenario.name ?? scenario.title,
      title: scenario.title,
      rows: rowsOf(scenario, results),
      text: scenario.toText?.(results),
      notes: notesOf(scenario, results),
      figures: figuresOf(scenario, results),
      costs: scenario.isCount ? {} : costsOf(scenario),
      othersShare: noise.end().othersShare,
    });
    onScenario(name, measured.at(-1));
    if (results.some((result) => result.error && result.name.startsWith('ours'))) {
      failed = true;
    }
  }
  return { name, scenarios: measured, section: await SECTIONS[name]?.(all), failed };
}

/** Headings by key of what may be compared, less being better. */
function costsOf({ columns = [] }) {
  return Object.fromEntries(columns.map(([heading, key]) => [key, heading]));
}

export function printScenario(family, { title, rows, text, notes }) {
  console.log(`\n${family}: ${title}\n${[text ?? table(rows), ...notes].join('\n')}`);
}
