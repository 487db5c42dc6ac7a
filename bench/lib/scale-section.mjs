/** The part of the page about scale: a chart of each curve beside the page, and what the run says of its growth. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lineChart } from './chart.mjs';
import { judge, pointsOf, verdictOf } from './scale-points.mjs';
import { digits } from './summary.mjs';

/**
 * Writes a chart for each curve into `folder` and resolves with the section as Markdown, which shows them by their path from
 * the page: the folder lies beside it. `measured`: `{ scenario, results }` for each scenario of the family `scale`.
 */
export async function scaleSection(measured, folder) {
  await mkdir(folder, { recursive: true });
  const parts = [];
  for (const { scenario, results } of measured) {
    const living = results.filter(({ error, samples }) => !error && samples?.length > 0);
    if (living.length > 0) {
      const curves = living.map(({ name, samples }) => ({ name, points: pointsOf(samples) }));
      const file = `scale-${scenario.name.replace(/\W+/g, '-')}.svg`;
      await writeFile(path.join(folder, file), chartOf(scenario, curves));
      parts.push(curvePart(scenario, curves, `${path.basename(folder)}/${file}`));
    }
  }
  return [
    '## scale',
    '',
    'Cost against size, on logarithmic axes: a line as steep as the dotted one grows with its size, a flatter one slower. The',
    'exponent is fitted to the upper half of the sizes; 1 is linear.',
    '',
    ...parts,
  ].join('\n');
}

function chartOf({ heading, title, unit }, curves) {
  return lineChart({
    title: heading,
    description: `${title.split(',')[0]}: CPU time in microseconds. ${curves.map((curve) => describe(curve, unit)).join(' ')}`,
    xLabel: unit,
    yLabel: 'microseconds of CPU time',
    lines: curves.map(({ name, points }) => ({ name, points: points.map(({ size, us }) => ({ x: size, y: us })) })),
  });
}

function curvePart({ heading, title, unit }, curves, file) {
  const words = curves.map(({ name, points }) => `${name} ${judge(points).exponent.toFixed(2)}`).join(', ');
  return [
    `### ${heading}`,
    '',
    `![${curves.map((curve) => describe(curve, unit)).join(' ')}](${file})`,
    '',
    [`CPU time of ${title.split(', CPU time')[0]}. Exponents: ${words}.`, ...verdictOf(curves)].join(' '),
    '',
  ].join('\n');
}

/** `ours takes 80 us at 0 tags and 240 us at 200.` */
function describe({ name, points }, unit) {
  const [first, last] = [points[0], points.at(-1)];
  return `${name} takes ${digits(first.us)} us at ${first.size} ${unit} and ${digits(last.us)} us at ${last.size}.`;
}
