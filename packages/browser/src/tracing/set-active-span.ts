import { getClient, getCurrentScope, type Span, spanToJSON } from '@vedette/core';

/** Makes a span the active one until it ends, without a callback: what is started meanwhile hangs below it. */
export function setActiveSpanInBrowser(span: Span): void {
  const scope = getCurrentScope();
  const before = scope.getSpan();
  if (before === span) {
    return;
  }
  scope.setSpan(span);
  const stop = getClient()?.on('spanEnd', (ended) => {
    if (ended === span) {
      stop?.();
      if (scope.getSpan() === span) {
        // One that is about to end is still recording.
        scope.setSpan(before && !spanToJSON(before).timestamp ? before : undefined);
      }
    }
  });
}
