import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as cdn from './cdn/errors.ts';
import * as browser from './index.ts';

it('has the functions that the README tells pages to call, also without a build', async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const named = readme.match(/\b(capture|set)[A-Z]\w*(?=\()/g) ?? [];
  expect(named).toContain('setConsent');
  for (const name of named) {
    expect(browser).toHaveProperty(name);
    expect(cdn).toHaveProperty(name);
  }
});
