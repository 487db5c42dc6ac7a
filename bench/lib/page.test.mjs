import { expect, test } from 'vitest';
import { renderPage } from './page.mjs';

const figure = (median) => ({ median, min: median, max: median, n: 1 });
const scenario = {
  ...{
    name: 'sampled',
    title: 'one span',
    rows: [
      ['', 'us'],
      ['ours', '2'],
    ],
    notes: ['ours is fast'],
    figures: {},
  },
  othersShare: 0.4,
};
const verdict = { what: 'a span', goal: 3, unit: 'us', designRatio: 7 };
const record = {
  ...{ date: '2026-11-21', mode: 'quick', tookMs: 130_000, peers: { '@sentry/node': '10.0.0' }, better: [] },
  machine: { CPU: '2 x Z80', Node: 'v20.0.0' },
  noise: { othersShare: 0.25, load: 3, worst: { share: 0.5, during: 'span, one span' } },
  verdicts: [
    { ...verdict, ours: figure(2), peer: figure(20), ratio: 10, verdict: 'held' },
    { ...verdict, what: 'a click', ours: { median: 4, min: 3, max: 5, n: 3 }, verdict: 'missed' },
    { ...verdict, what: 'a fetch', verdict: 'not measured' },
  ],
  families: { span: { name: 'span', about: 'What a span costs.', scenarios: [scenario] } },
};

test('the page says when, how, where and in what noise it was made', () => {
  const page = renderPage(record);
  expect(page).toContain('| made | 2026-11-21, in 2 min 10 s, by a first look');
  expect(page).toContain('| CPU | 2 x Z80 |');
  expect(page).toContain("used 25 % of the machine's processors meanwhile, at most 50 %, during span, one span");
});

test('the page marks what was held, and names what was missed and what was not measured', () => {
  const page = renderPage(record);
  expect(page).toContain('1 of 3 figures held.');
  expect(page).toContain('| a span | 3 us | 2 | 20 | – | 10 x | 7 x | held |');
  expect(page).toContain('| a click | 3 us | 4 (3..5) | – | – | – | 7 x | **missed** |');
  expect(page).toContain('- missed: a click: 4 us where we promise 3');
  expect(page).toContain('- not measured: a fetch');
});

test('a family stands there with its own words, its tables, its notes and its noise', () => {
  const page = renderPage(record);
  expect(page).toContain(
    '## span\n\nWhat a span costs.\n\n### One span\n\n|  | us |\n| --- | ---: |\n| ours | 2 |\n\n- ours is fast',
  );
  expect(page).toContain('Noisy: other processes used 40 % of the machine meanwhile.');
});

test('a family that has a text of its own shows that in the place of its tables', () => {
  const families = {
    scale: { name: 'scale', about: 'Cost against size.', scenarios: [scenario], section: '## Scale\n\nA chart.' },
  };
  const page = renderPage({ ...record, families });
  expect(page).toContain('## Scale\n\nA chart.');
  expect(page).not.toContain('### One span');
});
