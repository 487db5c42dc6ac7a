import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createErrorBudget } from './error-budget.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const storm = (spend: () => void, count: number): void => {
  for (let n = 0; n < count; n++) {
    spend();
  }
};

test('says nothing and runs no timer while there are few', () => {
  const changes: boolean[] = [];
  const { spend } = createErrorBudget(3, (isWithin) => changes.push(isWithin));
  for (let second = 0; second < 5; second++) {
    storm(spend, 3);
    vi.advanceTimersByTime(1000);
  }
  expect(changes).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('pauses for 5 seconds when there are too many, then for twice as long each time', () => {
  const changes: boolean[] = [];
  const { spend } = createErrorBudget(3, (isWithin) => changes.push(isWithin));
  for (const pauseMs of [5000, 10_000, 20_000]) {
    changes.length = 0;
    storm(spend, 10);
    expect(changes).toEqual([false]);
    vi.advanceTimersByTime(pauseMs - 1);
    expect(changes).toEqual([false]);
    vi.advanceTimersByTime(1);
    expect(changes).toEqual([false, true]);
    vi.advanceTimersByTime(1000);
  }
});

test('leaves no timer behind', () => {
  const { spend, stop } = createErrorBudget(0, () => {});
  spend();
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
