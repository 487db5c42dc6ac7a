import { captureReactException } from './capture-react-exception.ts';
import { ErrorBoundary } from './error-boundary.tsx';

/** What React tells beside the error. */
export interface ReactErrorInfo {
  componentStack?: string | null;
  /** The boundary that caught it, if one did. */
  errorBoundary?: unknown;
}

/**
 * A handler for the root options of React 19 (`onUncaughtError`, `onCaughtError`, `onRecoverableError`): reports the
 * error and calls back. What an ErrorBoundary of ours catches is left to it, because it knows more, and React tells it
 * only afterwards: then `eventId` is empty.
 */
export function reactErrorHandler(
  callback?: (error: unknown, info: ReactErrorInfo, eventId: string) => void,
): (error: unknown, info: ReactErrorInfo) => void {
  return (error, info) => {
    const eventId =
      info.errorBoundary instanceof ErrorBoundary
        ? ''
        : captureReactException(error, info, {
            mechanism: { type: 'auto.function.react.error_handler', handled: !!callback },
          });
    callback?.(error, info, eventId);
  };
}
