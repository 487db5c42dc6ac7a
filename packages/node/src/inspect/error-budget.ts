/** Milliseconds that nothing is spent after the first time that it was too much, and the longest. */
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 86_400_000;

/** How many errors a second may be looked at. */
export interface ErrorBudget {
  /** One more. */
  spend(): void;
  stop(): void;
}

/**
 * Tells with `onChange(false)` when there were more than `perSecond` in a second, and with `onChange(true)` when it may go
 * on: after 5 seconds, each time after twice as long, at most after a day. No timer runs before.
 */
export function createErrorBudget(perSecond: number, onChange: (isWithin: boolean) => void): ErrorBudget {
  let pauseMs = FIRST_PAUSE_MS;
  let second = 0;
  let spent = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    spend() {
      const now = Math.floor(performance.now() / 1000);
      spent = now === second ? spent + 1 : 1;
      second = now;
      if (spent > perSecond && !timer) {
        onChange(false);
        timer = setTimeout(() => {
          timer = undefined;
          onChange(true);
        }, pauseMs);
        timer.unref();
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    },
    stop: () => clearTimeout(timer),
  };
}
