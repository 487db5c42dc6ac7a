import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPolling } from './poll.ts';

function createPage() {
  const listeners = new Set<() => void>();
  return {
    visibilityState: 'visible',
    addEventListener: (_: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => void listeners.delete(listener),
    show(state: 'visible' | 'hidden') {
      this.visibilityState = state;
      for (const listener of listeners) {
        listener();
      }
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('startPolling', () => {
  it('runs at once, then after every pause', async () => {
    const task = vi.fn(async () => {});
    startPolling({ task, everyMs: 1000, page: createPage() });
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('rests while hidden and asks at once when seen again', async () => {
    const task = vi.fn(async () => {});
    const page = createPage();
    startPolling({ task, everyMs: 1000, page });
    await vi.advanceTimersByTimeAsync(0);
    page.show('hidden');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(task).toHaveBeenCalledTimes(1);
    page.show('visible');
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('rests as well when a task ends after the page was hidden', async () => {
    let finish = () => {};
    const task = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const page = createPage();
    startPolling({ task, everyMs: 1000, page });
    page.show('hidden');
    finish();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('never runs two tasks at a time', async () => {
    const finish: Array<() => void> = [];
    const task = vi.fn(() => new Promise<void>((resolve) => finish.push(resolve)));
    const page = createPage();
    startPolling({ task, everyMs: 1000, page });
    page.show('hidden');
    page.show('visible');
    await vi.advanceTimersByTimeAsync(5000);
    expect(task).toHaveBeenCalledTimes(1);
    finish[0]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('runs once when no pause is given', async () => {
    const task = vi.fn(async () => {});
    const page = createPage();
    startPolling({ task, everyMs: 0, page });
    await vi.advanceTimersByTimeAsync(60_000);
    page.show('visible');
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('aborts the running task and stops when told to', async () => {
    let seen: AbortSignal | undefined;
    const task = vi.fn(async (signal: AbortSignal) => {
      seen = signal;
    });
    const page = createPage();
    const stop = startPolling({ task, everyMs: 1000, page });
    await vi.advanceTimersByTimeAsync(0);
    stop();
    page.show('visible');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen?.aborted).toBe(true);
    expect(task).toHaveBeenCalledTimes(1);
  });
});
