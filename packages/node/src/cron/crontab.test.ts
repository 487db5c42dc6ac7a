import { expect, test } from 'vitest';
import { toCrontab } from './crontab.ts';

test.each([
  ['* * * * *', '* * * * *'],
  ['*/5 9-17 * * MON-FRI', '*/5 9-17 * * 1-5'],
  ['0 0 1 Jan,jul *', '0 0 1 1,7 *'],
  ['0 12 * * sunday', '0 12 * * 0'],
  ['0 0 * December *', '0 0 * 12 *'],
  ['30 0 3 * * SAT', '0 3 * * 6'],
  ['  5   4 * *   * ', '5 4 * * *'],
  ['@monthly', '@monthly'],
  ['@daily', '@daily'],
  ['0 0 L * *', '0 0 L * *'],
])('%s is sent as %s', (given, sent) => {
  expect(toCrontab(given)).toBe(sent);
});
