import { captureReactException } from './capture-react-exception.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { hydrationOf, isRepeated } from './hydration.ts';

/** What React tells beside the error. */
export interface ReactErrorInfo {
  componentStack?: string | null;
  /** The boundary that caught it, if one did. */
  errorBoundary?: unknown;
}

/**
 * A handler for the root options of React 19 (`onUncaughtError`, `onCaughtError`, `onRecoverableError`) and 18 (the last of
 * them): reports the error and calls back. Of a difference between what the server and what the browser rendered the context
 * `hydration` says where it was and, as far as React tells, which. What an ErrorBoundary of ours catches is left to it,
 * because it knows more, and React tells it only afterwards: then `eventId` is empty, as where React repeats itself. On a
 * server it is the `onError` of `renderToPipeableStream`, which React 18 calls without saying where.
 */
export function reactErrorHandler(
  callback?: (error: unknown, info: ReactErrorInfo, eventId: string) => void,
): (error: unknown, info?: ReactErrorInfo) => void {
  return (error, info = {}) => {
    const hydration = hydrationOf(error, info.componentStack);
    const eventId =
      info.errorBoundary instanceof ErrorBoundary || isRepeated(error)
        ? ''
        : captureReactException(error, info, {
            mechanism: { type: 'auto.function.react.error_handler', handled: !!callback },
            captureContext: hydration && { contexts: { hydration: { ...hydration } } },
          });
    callback?.(error, info, eventId);
  };
}
