/** What happened before the SDK was there: a call of its API with its arguments, or an event of the window. */
export type Early = [name: string, ...data: unknown[]];

/** What the loader leaves in the place of the SDK. */
export interface LoaderStub {
  /** In the order in which it happened; at most `MAX_EARLY`. */
  queue: Early[];
  /** Attributes of the loader's script: `dsn`, `release`, `environment`. */
  options: Record<string, string | undefined>;
  /** How many found no room. */
  lost: number;
  /** Stops hearing the window. */
  stop(): void;
}

/** Enough for what goes wrong while a page starts; a loop of errors must not fill its memory. */
export const MAX_EARLY = 100;
