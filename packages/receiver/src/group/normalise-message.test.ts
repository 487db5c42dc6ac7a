import { expect, it } from 'vitest';
import { normaliseMessage } from './normalise-message.ts';

it.each([
  ['order 17 failed', 'order <number> failed'],
  ['took 1,234.5ms of -3', 'took <number>ms of <number>'],
  ['no user 9ec79c33-ec99-42ab-8353-589fcb2e04dc', 'no user <uuid>'],
  ['commit 3f2a1b9c0d is gone', 'commit <hex> is gone'],
  ['at 0xDEADBEEF', 'at <hex>'],
  ['since 2026-01-02T03:04:05.678Z', 'since <date>'],
  ['since 2026-01-02', 'since <date>'],
  ['since Fri Jan 02 2026 03:04:05 GMT+0100', 'since <date>'],
  ['at 03:04:05', 'at <time>'],
  ['GET https://shop.example/a?b=1 failed', 'GET <url> failed'],
  ['connect ECONNREFUSED 10.0.0.7:5432', 'connect ECONNREFUSED <ip>'],
  ['mail to "jo.doe+x@shop.example" bounced', 'mail to "<email>" bounced'],
  ["Cannot read properties of undefined (reading 'total')", "Cannot read properties of undefined (reading 'total')"],
  ['utf8 and h264 and v2 are words', 'utf8 and h264 and v2 are words'],
  ['a facade was defaced', 'a facade was defaced'],
])('%s -> %s', (message, expected) => {
  expect(normaliseMessage(message)).toBe(expected);
});

it('takes no longer for a hostile message', () => {
  const texts = [
    '1,'.repeat(500_000),
    'a@'.repeat(500_000),
    'a'.repeat(1_000_000),
    '1.1.'.repeat(250_000),
    'http://'.repeat(150_000),
  ];
  // Of the processor, because the machine may have much else to do.
  const before = process.cpuUsage();
  texts.forEach(normaliseMessage);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(400);
});
