/** What polling needs of a document. */
interface Visibility {
  readonly visibilityState: string;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

export interface PollOptions {
  /** Must not reject. The signal says that the answer is no longer wanted. */
  task: (signal: AbortSignal) => Promise<void>;
  /** Pause between the end of one task and the start of the next; 0 runs it once. */
  everyMs: number;
  page: Visibility;
}

/**
 * Runs a task at once and then every `everyMs` while the page is visible; a page seen again asks at once. Never two at a
 * time. Returns what stops it.
 */
export function startPolling({ task, everyMs, page }: PollOptions): () => void {
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;

  const run = async () => {
    clearTimeout(timer);
    if (isRunning) {
      return;
    }
    isRunning = true;
    await task(stopped.signal);
    isRunning = false;
    if (everyMs > 0 && !stopped.signal.aborted && page.visibilityState === 'visible') {
      timer = setTimeout(run, everyMs);
    }
  };

  const onVisibility = () => {
    clearTimeout(timer);
    if (page.visibilityState === 'visible') {
      void run();
    }
  };

  if (everyMs > 0) {
    page.addEventListener('visibilitychange', onVisibility);
  }
  void run();

  return () => {
    stopped.abort();
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', onVisibility);
  };
}
