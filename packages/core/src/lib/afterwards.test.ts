import { afterEach, describe, expect, test, vi } from 'vitest';
import { afterwards } from './afterwards.ts';

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('afterwards', () => {
  test('of a plain result comes at once, and hands it through', () => {
    const done = vi.fn();
    const result = {};
    expect(afterwards(result, done)).toBe(result);
    expect(done).toHaveBeenCalledExactlyOnceWith(false);
  });

  test('of a promise comes when it settles, before whoever waits for it goes on', async () => {
    const calls: string[] = [];
    const done = (failed: boolean): number => calls.push(`done ${failed}`);
    await afterwards(Promise.resolve('value'), done).then((value) => calls.push(value));
    await afterwards(Promise.reject(new Error('reason')), done).catch(({ message }) => calls.push(message));
    expect(calls).toEqual(['done false', 'value', 'done true', 'reason']);
  });

  test('asks a lazy thenable once', async () => {
    const run = vi.fn((resolve: (rows: number[]) => void) => Promise.resolve().then(() => resolve([1])));
    // biome-ignore lint/suspicious/noThenProperty: a query builder, as database libraries have them
    expect(await afterwards({ then: run } as unknown as Promise<number[]>, () => {})).toEqual([1]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('takes an object that does not let itself be asked for a plain result', () => {
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error('hostile');
        },
      },
    );
    expect(afterwards(hostile, () => {}) === hostile).toBe(true);
  });

  describe('of a rejection', () => {
    const heard: unknown[] = [];
    const hear = (reason: unknown): void => void heard.push(reason);
    // vitest listens too, and would fail the run; what is tested is that the program hears of it as without us.
    const others = process.listeners('unhandledRejection');

    afterEach(() => {
      process.removeAllListeners('unhandledRejection');
      for (const other of others) {
        process.on('unhandledRejection', other);
      }
      heard.length = 0;
    });

    const listen = (): void => {
      process.removeAllListeners('unhandledRejection');
      process.on('unhandledRejection', hear);
    };

    test('that nobody handles the program hears once', async () => {
      listen();
      const reason = new Error('nobody handles it');
      afterwards(Promise.reject(reason), () => {});
      await tick();
      expect(heard).toEqual([reason]);
    });

    test('that the host handles nobody hears', async () => {
      listen();
      await afterwards(Promise.reject(new Error('handled')), () => {}).catch(() => {});
      await tick();
      expect(heard).toEqual([]);
    });
  });
});
