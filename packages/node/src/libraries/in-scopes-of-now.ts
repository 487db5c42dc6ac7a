import { nodeContext } from '../async-context.ts';

export type Callback = (...results: unknown[]) => unknown;

/** The host's callback, called where its caller's scopes are in force: a shared connection calls it in those of whoever opened it. */
export function inScopesOfNow(callback: Callback): Callback {
  const { get, run, exit } = nodeContext();
  const scopes = get();
  return (...results) => (scopes ? run(scopes, () => callback(...results)) : exit(() => callback(...results)));
}
