/** The page `docs/benchmarks.md`, made of what the run has recorded in `docs/benchmarks.json` and of `causes.mjs`. */
import { duration } from '../../scripts/lib/print.mjs';
import { causes } from '../causes.mjs';
import { digits } from './summary.mjs';

const MODES = {
  quick: 'a first look, `pnpm bench --quick`: few rounds and small sizes',
  full: 'a full run, `pnpm bench`',
};

/** The page as text. `record`: see `lib/record.mjs`. */
export function renderPage(record) {
  const { verdicts, families } = record;
  const missed = verdicts.filter(({ verdict }) => verdict !== 'held');
  return `${[
    '# What we cost, beside the peers',
    'Written by the run itself, from [benchmarks.json](benchmarks.json); what is changed by hand here is lost at the next run. Times are CPU time ' +
      'by the accounts of the operating system, medians with the lowest and the highest in brackets. All contestants ran in turns, in fresh ' +
      'processes, in the same run.',
    conditions(record),
    '## What we promise',
    `${verdicts.length - missed.length} of ${verdicts.length} figures held. \`ratio\` says how many times better than Sentry we were in this run, and ` +
      '`set out for` how many times when the goals were set. `floor` is the same work written by hand, with no features.',
    promiseTable(verdicts),
    '## What we lose',
    losses(record),
    ...Object.values(families).map(familySection),
  ].join('\n\n')}\n`;
}

function conditions({ date, mode, tookMs, machine, peers, noise }) {
  const facts = [
    ['made', `${date}, in ${duration(tookMs)}, by ${MODES[mode]}`],
    ...Object.entries(machine),
    [
      'peers',
      Object.entries(peers)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['noise', noiseText(noise)],
  ];
  return markdownTable([['', ''], ...facts]);
}

function noiseText({ othersShare, load, worst }) {
  const others =
    othersShare === undefined
      ? 'what other processes used could not be told'
      : `other processes used ${percent(othersShare)} of the machine's processors meanwhile${worst ? `, at most ${percent(worst.share)}, during ${worst.during}` : ''}`;
  return `${others}; on average ${digits(load)} processes were ready to run`;
}

function promiseTable(verdicts) {
  const rows = verdicts.map(
    ({ what, goal, unit, isLeast, of, tried, ours, peer, floor, ratio, designRatio, verdict }) => [
      what,
      `${of ? 'all of ' : isLeast ? 'at least ' : ''}${goal} ${unit}`,
      figureText(ours, of && tried.ours),
      figureText(peer, of && tried.peer),
      figureText(floor),
      ratio ? `${digits(ratio)} x` : '–',
      designRatio ? `${digits(designRatio)} x` : '–',
      verdict === 'held' ? 'held' : `**${verdict}**`,
    ],
  );
  return markdownTable([['what', 'goal', 'ours', 'Sentry', 'floor', 'ratio', 'set out for', ''], ...rows]);
}

function figureText(figure, tried) {
  if (!figure) {
    return '–';
  }
  const { median, min, max } = figure;
  const range = min === max ? '' : ` (${digits(min)}..${digits(max)})`;
  return digits(median) + (tried === undefined ? range : ` of ${digits(tried)}`);
}

/** Promises that are missed, and whatever a contestant does better than we do. */
function losses({ verdicts, better }) {
  const missed = verdicts
    .filter(({ verdict }) => verdict === 'missed')
    .map(({ what, goal, unit, of, ours, ratio }) => {
      const beside = ratio && !of ? `; Sentry ${ratio >= 1 ? 'takes' : 'takes only'} ${digits(ratio)} x as much` : '';
      const why = causes[what] ? `. Why: ${causes[what]}` : '';
      return `- missed: ${what}: ${digits(ours.median)} ${unit} where we promise ${goal}${beside}${why}`;
    });
  const unmeasured = verdicts
    .filter(({ verdict }) => verdict === 'not measured')
    .map(({ what }) => `- not measured: ${what}`);
  const worse = better.map(
    ({ family, title, who, heading, theirs, ours }) =>
      `- ${family}, ${title}: ${who} ${digits(theirs)} ${heading}, ours ${digits(ours)}`,
  );
  return [...missed, ...unmeasured, ...worse].join('\n') || 'Nothing in this run.';
}

/** `section`: a family's own text, in the place of its tables. */
function familySection({ name, about, scenarios, section, date, mode }) {
  const made = date ? [`Made on ${date}, by ${MODES[mode]}.`] : [];
  return section ?? [`## ${name}`, about, ...made, ...scenarios.map(scenarioSection)].join('\n\n');
}

function scenarioSection({ title, rows, text, notes, othersShare }) {
  return [
    `### ${title[0].toUpperCase()}${title.slice(1)}`,
    text === undefined ? markdownTable(rows) : `\`\`\`text\n${text}\n\`\`\``,
    ...(notes.length > 0 ? [notes.map((note) => `- ${note.replaceAll('\n', ' ')}`).join('\n')] : []),
    ...(othersShare > 0.1 ? [`Noisy: other processes used ${percent(othersShare)} of the machine meanwhile.`] : []),
  ].join('\n\n');
}

function markdownTable([heading, ...rows]) {
  const line = (cells) => `| ${cells.map((cell) => String(cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}
