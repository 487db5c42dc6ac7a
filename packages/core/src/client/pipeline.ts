import { type Prepared, prepareEvent } from '../event/prepare.ts';
import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { andThen, isThenable } from '../lib/then.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope } from '../scope/current.ts';
import { mergeScopes } from '../scope/merge.ts';
import { dynamicSamplingContext } from '../trace/sampling-context.ts';
import type { Client, DropReason, EventHint, EventProcessor, Integration, Scope, ScopeData } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import type { DynamicSamplingContext } from '../types/span.ts';
import { recordDroppedItems } from '../wire/categories.ts';
import { eventItem } from './event-item.ts';

/** An event that nobody dropped, with what goes beside it. */
export interface Outgoing {
  event: Event;
  hint: EventHint;
  scope: ScopeData;
  trace: Partial<DynamicSamplingContext>;
}

export interface Pipeline {
  /** Builds an event and sees it through. Returns its id at once, whatever becomes of it; never throws. */
  capture(build: () => Event, hint: EventHint, scope?: Scope, isolation?: Scope): string;
  /** True when no event is held up by an asynchronous processor any more, false after the time given. */
  idle(timeoutMs?: number): Promise<boolean>;
}

/**
 * The way of every event: sampling, scopes, processors, the host's last look, `send`. It is synchronous unless the host
 * made one of its callbacks asynchronous. Each way out but the last is counted.
 */
export function createPipeline(
  client: Client,
  processors: EventProcessor[],
  integrations: Map<string, Integration>,
  send: (outgoing: Outgoing) => void,
): Pipeline {
  const options = client.getOptions();
  const filters = { error: options.beforeSend, transaction: options.beforeSendTransaction, feedback: undefined };
  const underWay = new Set<PromiseLike<unknown>>();

  const drop = (reason: DropReason, event: Event): void =>
    recordDroppedItems([eventItem(event)], reason, client.recordDroppedEvent);

  /** What the host may have wanted to remove must not leave, so a callback that throws drops the event. */
  const askHost = (outgoing: Outgoing): unknown => {
    const { event, hint } = outgoing;
    const filter = filters[event.type ?? 'error'] as HostFilter | undefined;
    if (!filter) {
      return send(outgoing);
    }
    const failed = (): unknown => drop('callback_error', event);
    let answer: ReturnType<HostFilter>;
    try {
      answer = filter(event, hint);
    } catch {
      return failed();
    }
    return andThen<Event | null, unknown>(
      answer,
      (last) => (last && typeof last === 'object' ? send({ ...outgoing, event: last }) : drop('before_send', event)),
      failed,
    );
  };

  const see = (event: Event, hint: EventHint, scope: Scope, isolation: Scope): unknown => {
    if (!event.type) {
      isolation.setLastEventId(event.event_id);
      if (Math.random() >= options.sampleRate) {
        return drop('sample_rate', event);
      }
    }
    for (const integration of integrations.values()) {
      guard(() => integration.preprocessEvent?.(event, hint, client));
    }
    const own = hint.captureContext ? scope.clone().update(hint.captureContext) : scope;
    const data = mergeScopes([getGlobalScope(), isolation, own]);
    const trace = dynamicSamplingContext(data, client);
    return andThen<Prepared, unknown>(prepareEvent(event, hint, data, processors, client), (prepared) =>
      'event' in prepared
        ? askHost({ event: prepared.event, hint, scope: data, trace })
        : drop(prepared.dropped, event),
    );
  };

  return {
    capture(build, hint, scope = getCurrentScope(), isolation = getIsolationScope()) {
      const event_id = hint.event_id ?? randomUuid();
      if (client.isEnabled()) {
        let event: Event = {};
        // Our fault, or a host's value that nobody can read: the drop is counted all the same.
        const lost = (): void => drop('internal_sdk_error', event);
        const seen = guard(() => {
          event = { ...build(), event_id };
          const end = see(event, hint, scope, isolation);
          if (isThenable(end)) {
            const settled: PromiseLike<unknown> = end.then(undefined, lost).then(() => underWay.delete(settled));
            underWay.add(settled);
          }
          return true;
        }, false);
        if (!seen) {
          lost();
        }
      }
      return event_id;
    },
    idle: (timeoutMs) =>
      new Promise((resolve) => {
        const stop =
          timeoutMs !== undefined && underWay.size > 0
            ? client.platform.delay(() => resolve(false), timeoutMs)
            : undefined;
        Promise.all(underWay).then(() => {
          stop?.();
          resolve(true);
        });
      }),
  };
}

type HostFilter = (event: Event, hint: EventHint) => Event | null | PromiseLike<Event | null>;
