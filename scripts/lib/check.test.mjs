import { expect, test } from 'vitest';
import { runChecks } from './check.mjs';

test('checks pass without a problem and fail with one, or when they throw', async () => {
  const { passed, failed, output } = await runChecks([
    ['fine', () => undefined],
    ['also fine', async () => ''],
    ['not fine', () => 'because'],
    [
      'broken',
      () => {
        throw new Error('oops');
      },
    ],
  ]);
  expect({ passed, failed }).toEqual({ passed: 2, failed: 2 });
  expect(output).toMatch(/✓ fine[\s\S]*✗ not fine.*\nbecause[\s\S]*✗ broken[\s\S]*oops/);
});
