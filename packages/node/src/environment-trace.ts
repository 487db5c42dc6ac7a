import { getCurrentScope, propagationContextFromHeaders } from '@vedette/core';

/** What `SENTRY_USE_ENVIRONMENT` says to turn it off. Source: wire-protocol, "baggage and DSC". */
const OFF = /^(false|f|no?|off|0)$/i;

/**
 * Goes on with the trace that whoever started this process names in `SENTRY_TRACE` and `SENTRY_BAGGAGE`, unless
 * `SENTRY_USE_ENVIRONMENT` turns that off. Nothing happens when none is named.
 */
export function continueEnvironmentTrace(env: NodeJS.ProcessEnv): void {
  const { SENTRY_TRACE: sentryTrace, SENTRY_BAGGAGE: baggage, SENTRY_USE_ENVIRONMENT: use = '' } = env;
  if (sentryTrace && !OFF.test(use)) {
    getCurrentScope().setPropagationContext(propagationContextFromHeaders({ sentryTrace, baggage }));
  }
}
