import { captureException, type EventHint, withScope } from '@vedette/browser';
import { version } from 'react';

/**
 * Reports an error that React caught, with the component stack as the last of its causes, so that it is symbolicated
 * like any other. Returns the event's id; never throws. Source: sdk-behaviour, "React".
 */
export function captureReactException(
  error: unknown,
  { componentStack }: { componentStack?: string | null },
  hint?: EventHint,
): string {
  if (componentStack && error instanceof Error) {
    appendCause(error, componentStackAsError(error, componentStack));
  }
  return withScope((scope) => {
    scope.setContext('react', { version, componentStack });
    return captureException(error, hint);
  });
}

/** An error whose stack is the component stack. */
function componentStackAsError(error: Error, componentStack: string): Error {
  const cause = new Error(error.message);
  cause.name = `React ErrorBoundary ${error.name}`;
  cause.stack = componentStack;
  return cause;
}

/** Puts a cause behind the last one; frozen errors, cycles and causes that are no errors keep what they have. */
function appendCause(error: Error, cause: Error): void {
  const seen = new Set<Error>();
  let last = error as Error & { cause?: unknown };
  while (last.cause instanceof Error && !seen.has(last)) {
    seen.add(last);
    last = last.cause;
  }
  if (!seen.has(last) && last.cause === undefined && Object.isExtensible(last)) {
    last.cause = cause;
  }
}
