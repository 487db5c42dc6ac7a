import { afterEach, expect, test, vi } from 'vitest';
import { randomHex, randomUuid } from './random-id.ts';

afterEach(() => void vi.restoreAllMocks());

test('ids have the length asked for, are lowercase hex and unique', () => {
  expect(randomHex(16)).toMatch(/^[0-9a-f]{16}$/);
  const ids = Array.from({ length: 1000 }, () => randomUuid());
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  }
});

test.each([0, 0.999999999999])('are never all zeros and never too long (%f)', (random) => {
  vi.spyOn(Math, 'random').mockReturnValue(random);
  expect(randomHex(16)).toMatch(/^(?!0+$)[0-9a-f]{16}$/);
  expect(randomUuid()).toMatch(/^[0-9a-f]{32}$/);
});
