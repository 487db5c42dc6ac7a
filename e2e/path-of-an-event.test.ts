import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { walkInPage, walkInThisProcess } from './support/coverage.ts';
import { issuesOf } from './support/found.ts';
import { root } from './support/paths.ts';
import { openSmallPage } from './support/small-page/start.ts';
import { expect, test } from './support/test.ts';

const PAGE = 'docs/path-of-an-event.md';

const text = readFileSync(path.join(root, PAGE), 'utf8');
const matches = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, file]) => file as string);

/** Every file the page speaks of, and those on the way: what stands at the beginning of a numbered line. */
const named = matches(/`((?:packages|e2e)\/[^`]+)`/g);
const stations = matches(/^\d+\. `(packages\/[^`]+)`/gm);

test(`${PAGE} names files that are there`, () => {
  expect(stations.length).toBeGreaterThan(15);
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test(`an error in Chromium walks through every file that ${PAGE} names, into the receiver`, async ({
  page,
  smallPage,
  backend,
  receiver,
}) => {
  const inPage = await walkInPage(page);
  const inReceiver = await walkInThisProcess();
  await openSmallPage(page, smallPage.sourcesUrl, { dsn: backend.dsn });

  await inPage.begin();
  await inReceiver.begin();
  await page.click('#throw');
  await backend.waitFor(() => backend.events().length > 0);
  const [issue] = await issuesOf(receiver, 1);
  const walked = new Set([...(await inPage.end()), ...(await inReceiver.end())]);

  expect(issue?.title).toBe('Error: thrown in a listener');
  expect(stations.filter((file) => !walked.has(file))).toEqual([]);
});
