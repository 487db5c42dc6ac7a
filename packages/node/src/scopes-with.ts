import { getCurrentScope, getIsolationScope, type Scopes, type Span } from '@vedette/core';

/** The scopes of this moment with another active span, to be put in force later. */
export function scopesWith(span: Span): Scopes {
  return { current: getCurrentScope().clone().setSpan(span), isolation: getIsolationScope() };
}
