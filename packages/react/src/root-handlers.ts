import { captureReactException } from './capture-react-exception.ts';

/** What React tells beside the error. */
export interface ReactErrorInfo {
  componentStack?: string | null;
}

/**
 * A handler for the root options of React 19 (`onUncaughtError`, `onCaughtError`, `onRecoverableError`): reports the
 * error and calls back. An error an ErrorBoundary of ours has reported is not reported twice.
 */
export function reactErrorHandler(
  callback?: (error: unknown, info: ReactErrorInfo, eventId: string) => void,
): (error: unknown, info: ReactErrorInfo) => void {
  return (error, info) => {
    const eventId = captureReactException(error, info, {
      mechanism: { type: 'auto.function.react.error_handler', handled: !!callback },
    });
    callback?.(error, info, eventId);
  };
}
