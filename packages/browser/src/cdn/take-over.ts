import { getClient, guard } from '@vedette/core';
import type { Early, LoaderStub } from './queue.ts';

/** The SDK as a page calls it. */
export type Api = Record<string, unknown>;

/**
 * Puts the SDK into the place of the loader's stub: starts it as the page asked, or with what stands on the loader's script, and
 * does what was asked of the stub and tells what was heard, in order. A page that kept the stub goes on by it. Does nothing
 * without a loader. `api` is asked for when this script has run to its end, for not before is it the page's global.
 */
export function takeOver(readApi: () => Api): void {
  const { Vedette: stub } = globalThis as { Vedette?: Partial<LoaderStub> };
  if (!isStub(stub)) {
    return;
  }
  queueMicrotask(() => {
    const api = readApi();
    stub.stop();
    const { queue, options, lost } = stub;
    const early = queue.splice(0);
    let isStarted = false;
    const replay = (call: Early): void => void guard(() => replayOne(api, call));
    const isStart = ([name]: Early): boolean => name === 'init' || name === 'onLoad';
    // What `onLoad` calls on a stub that was kept comes after what was called before, unless it is `init`.
    queue.push = (call: Early) => {
      if (isStarted || isStart(call)) {
        replay(call);
      } else {
        early.push(call);
      }
      return 0;
    };
    early.filter(isStart).forEach(replay);
    const { dsn, release, environment } = options;
    if (!getClient() && dsn) {
      (api.init as (options: object) => void)({ dsn, release, environment });
    }
    isStarted = true;
    early.filter((call) => !isStart(call)).forEach(replay);
    if (lost) {
      getClient()?.recordDroppedEvent('buffer_overflow', 'error', lost);
    }
  });
}

function isStub(value: Partial<LoaderStub> | undefined): value is LoaderStub {
  return !!value?.queue && typeof value.stop === 'function';
}

/** An event of the window is told as the handlers would have told it, which look into it again. */
function replayOne(api: Api, [name, ...data]: Early): void {
  const reasonOf = REASONS[name];
  const [event] = data;
  if (!reasonOf) {
    (api[name] as (...data: unknown[]) => void)(...data);
  } else if (getClient()?.getIntegrationByName('GlobalHandlers')) {
    const reason = reasonOf(event as never);
    // A resource that failed to load has no reason.
    if (reason || name !== 'error') {
      getClient()?.captureException(reason, {
        mechanism: { type: `auto.browser.global_handlers.on${name}`, handled: false },
        data: event,
      });
    }
  }
}

const REASONS: Record<string, ((event: never) => unknown) | undefined> = {
  error: ({ error, message }: ErrorEvent) => error || message,
  unhandledrejection: ({ reason }: PromiseRejectionEvent) => reason,
};
