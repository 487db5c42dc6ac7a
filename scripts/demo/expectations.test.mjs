import { expect, test } from 'vitest';
import { missing } from './expectations.mjs';

test('names everything when nothing was found', () => {
  expect(missing({}).length).toBeGreaterThan(10);
});

test('names only what does not hold', () => {
  const absent = missing({
    issues: [1, 2],
    browser: {
      issue: { title: 'Error: Order not taken', culprit: 'buy (src/web/screens/cart.tsx)' },
      event: { traceId: 'a' },
    },
    server: { issue: { title: 'TypeError' }, event: { traceId: 'a' } },
  });
  expect(absent).not.toContain('two issues, one from the browser and one from the server');
  expect(absent).not.toContain('both in one trace');
  expect(absent).toContain("the server's issue is the CheckoutError");
});
