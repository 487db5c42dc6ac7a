import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, type Failure, type Route } from '../api.ts';
import { startPolling } from './poll.ts';

export interface Resource<Answer> {
  /** `undefined` until the first answer; an older one stays while a later request fails. */
  answer: Answer | undefined;
  /** Why the latest request failed; `undefined` once one succeeds. */
  failure: Failure | undefined;
  /** The answer is that of the route asked before, shown until the new one arrives. */
  isStale: boolean;
  retry: () => void;
}

export interface ResourceOptions {
  /** Ask again after this long while the page is visible. @default 0: ask once */
  everyMs?: number;
  /** Show the former route's answer until the new one is there. @default false */
  keepFormer?: boolean;
}

/**
 * The answer of a route, kept fresh. Answers are remembered, so going back shows the screen at once and at its old height; an
 * unchanged answer does not render again. `null` asks nothing.
 */
export function useResource<Answer>(
  route: Route<Answer> | null,
  { everyMs = 0, keepFormer = false }: ResourceOptions = {},
): Resource<Answer> {
  const path = route?.path ?? null;
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<{ path: string; failure: Failure }>();
  const [, setText] = useState('');
  const former = useRef<Answer>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` only starts it anew
  useEffect(() => {
    if (path === null) {
      return;
    }
    const task = async (signal: AbortSignal) => {
      const outcome = await ask<Answer>({ path }, signal);
      if (signal.aborted) {
        return;
      }
      if (!outcome.ok) {
        setFailed({ path, failure: outcome.failure });
        return;
      }
      if (remembered.get(path)?.text !== outcome.text) {
        remember(path, outcome);
      }
      setText(path + outcome.text);
      setFailed(undefined);
    };
    return startPolling({ task, everyMs, page: document });
  }, [path, everyMs, attempt]);

  const own = path === null ? undefined : (remembered.get(path)?.answer as Answer | undefined);
  if (own !== undefined) {
    former.current = own;
  }
  return {
    answer: own ?? (keepFormer ? former.current : undefined),
    failure: failed?.path === path ? failed?.failure : undefined,
    isStale: own === undefined,
    retry: useCallback(() => setAttempt((before) => before + 1), []),
  };
}

/** Enough for the way back through an evening; the oldest goes first. */
const MAX_REMEMBERED = 40;

const remembered = new Map<string, { text: string; answer: unknown }>();

function remember(path: string, { text, answer }: { text: string; answer: unknown }): void {
  remembered.delete(path);
  remembered.set(path, { text, answer });
  if (remembered.size > MAX_REMEMBERED) {
    const [oldest] = remembered.keys();
    remembered.delete(oldest as string);
  }
}
