import { truncate } from '../lib/truncate.ts';
import { traceContext } from '../scope/trace-context.ts';
import type { Client, ScopeData } from '../types/client.ts';
import type { Event } from '../types/event.ts';

/**
 * Fills an event from the client's options and what the scopes know. Its own keys win, except level and (of errors) the
 * transaction's name. Fields may be `undefined`: JSON leaves them out. Source: event-payload, "Order in which a payload
 * is filled".
 */
export function prepareEvent(event: Event, scope: ScopeData, { getOptions, platform }: Client): Event {
  const { environment, release, dist, maxValueLength } = getOptions();
  const { spans, extra, ...rest } = event;
  // One that is no list counts as a list of one. An empty list would take the place of the backend's own grouping.
  const fingerprint = ([] as string[]).concat(event.fingerprint ?? [], scope.fingerprint);
  return {
    ...rest,
    ...(maxValueLength && cutValues(event, maxValueLength)),
    timestamp: event.timestamp ?? platform.now(),
    platform: event.platform ?? platform.name,
    environment: event.environment ?? environment,
    release: event.release ?? release,
    dist: event.dist ?? dist,
    level: scope.level ?? event.level,
    transaction: (event.type !== 'transaction' && scope.transactionName) || event.transaction,
    fingerprint: fingerprint.length > 0 ? fingerprint : undefined,
    tags: { ...scope.tags, ...event.tags },
    user: { ...scope.user, ...event.user },
    contexts: { trace: traceContext(scope), ...scope.contexts, ...event.contexts },
    breadcrumbs: [...(event.breadcrumbs ?? []), ...scope.breadcrumbs],
    // Last, because these may be the largest: where a budget ends, it ends here first.
    spans,
    extra: { ...scope.extra, ...extra },
  };
}

/** Copies: an event made by hand is the host's own. */
function cutValues({ exception, request }: Event, max: number): Pick<Event, 'exception' | 'request'> {
  const cut = (text: string | undefined): string | undefined => text && truncate(text, max);
  return {
    exception: exception && { values: exception.values?.map((thrown) => ({ ...thrown, value: cut(thrown.value) })) },
    request: request && { ...request, url: cut(request.url) },
  };
}
