import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RECEIVER_VERSION } from './version.ts';

it('is that of package.json', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(RECEIVER_VERSION).toBe(manifest.version);
});
