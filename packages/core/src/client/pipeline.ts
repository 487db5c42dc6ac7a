import { prepareEvent } from '../event/prepare.ts';
import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { andThen, isThenable } from '../lib/then.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope } from '../scope/current.ts';
import { mergeScopes } from '../scope/merge.ts';
import { dynamicSamplingContext, type SamplingContext } from '../trace/sampling-context.ts';
import type { Attachment, Client, DropReason, EventHint, EventProcessor, Scope } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import { recordDroppedItems } from '../wire/categories.ts';
import { attachmentItem, eventItem } from './event-item.ts';
import { createFloodControl, type Kind } from './flood.ts';

/** What the pipeline is given beside the client. */
export interface PipelineParts {
  processors: EventProcessor[];
  /** A copy of an event that a host may change and that JSON takes. */
  sanitize(event: Event): Event;
}

export interface Pipeline {
  /** Builds an event and sees it through. Returns its id at once, whatever becomes of it; never throws. */
  capture(build: () => Event, hint: EventHint, scope?: Scope, isolation?: Scope): string;
  /** Resolves when no event is held up by an asynchronous processor any more. */
  idle(): PromiseLike<unknown>;
}

/**
 * The way of every event: scopes, processors, the host's last look, sampling, an envelope. It is synchronous unless the
 * host made one of its callbacks asynchronous. Each way out but the last is counted.
 */
export function createPipeline(client: Client, { processors, sanitize }: PipelineParts): Pipeline {
  const options = client.getOptions();
  const admit = createFloodControl(client.platform.now);
  const underWay = new Set<PromiseLike<unknown>>();

  const { exit = guard } = client.platform.context;

  /** By itself and outside of all scopes: what waits for an answer must not keep a request alive with all that it had. */
  const post = (event: Event, trace: SamplingContext, attachments: Attachment[]): void => {
    client
      .sendEnvelope([
        { event_id: event.event_id, trace: trace.public_key ? trace : undefined },
        [eventItem(event), ...attachments.map(attachmentItem)],
      ])
      .then((response) => client.emit('afterSendEvent', event, response));
  };

  const drop = (reason: DropReason, event: Event): void =>
    recordDroppedItems([eventItem(event)], reason, client.recordDroppedEvent);

  const see = (event: Event, hint: EventHint, scope: Scope, isolation: Scope): unknown => {
    const isError = !event.type;
    if (isError) {
      isolation.setLastEventId(event.event_id);
    }
    const isChecked = isError && options.floodControl && event.level !== 'fatal';
    const [kind, heldBack]: [Kind?, number?] = isChecked ? admit(event) : [];
    if (kind) {
      const { tags } = kind;
      if (heldBack === undefined) {
        if (tags) {
          client.emit('holdBackEvent', { ...event, tags });
        }
        return drop('backpressure', event);
      }
      kind.tags = undefined;
      if (heldBack > 0) {
        event.contexts = { ...event.contexts, flood: { held_back: heldBack } };
      }
    }
    client.emit('preprocessEvent', event, hint);
    const own = hint.captureContext ? scope.clone().update(hint.captureContext) : scope;
    const data = mergeScopes([getGlobalScope(), isolation, own]);
    // Frozen as it came in, it may lack what a server needs.
    const trace = dynamicSamplingContext(data, client);
    const lastLook = isError
      ? options.beforeSend
      : event.type === 'transaction'
        ? options.beforeSendTransaction
        : undefined;
    const steps = [...processors, ...data.eventProcessors, ...(lastLook ? [sanitize, lastLook] : [])];

    /** What a callback was to remove must not leave, so one that throws drops the event. */
    const pass = (current: Event, at: number): unknown => {
      const step = steps[at] as EventProcessor | undefined;
      if (!step) {
        return send(current);
      }
      const failed = (): void => drop('callback_error', current);
      let answer: ReturnType<EventProcessor>;
      try {
        answer = step(current, hint, client);
      } catch {
        return failed();
      }
      return andThen<Event | null, unknown>(
        answer,
        (next) =>
          next && typeof next === 'object'
            ? pass(next, at + 1)
            : drop(step === lastLook ? 'before_send' : 'event_processor', current),
        failed,
      );
    };

    const send = (seen: Event): unknown => {
      client.emit('postprocessEvent', seen, hint);
      if (kind) {
        kind.tags = { ...seen.tags };
      }
      const { sampleRate } = options;
      const rate = typeof sampleRate === 'function' ? guard(() => sampleRate(seen), 1) : sampleRate;
      if (isError && Math.random() >= rate) {
        return drop('sample_rate', seen);
      }
      // A copy, because a host may freeze what it returns.
      const last = { ...seen, sdk: { ...client.getSdkMetadata(), ...seen.sdk } };
      client.emit('beforeSendEvent', last, hint);
      exit(() => post(last, trace, [...(hint.attachments ?? []), ...data.attachments].filter(Boolean)));
    };

    return pass(prepareEvent(event, data, client), 0);
  };

  return {
    capture(build, given, scope = getCurrentScope(), isolation = getIsolationScope()) {
      const event_id = given.event_id ?? randomUuid();
      if (client.isEnabled()) {
        let event: Event = {};
        // Our fault, or a host's value that nobody can read: the drop is counted all the same.
        const lost = (): void => drop('internal_sdk_error', event);
        try {
          event = { ...build(), event_id };
          const end = see(event, { ...given, event_id }, scope, isolation);
          if (isThenable(end)) {
            const settled: PromiseLike<unknown> = end.then(undefined, lost).then(() => underWay.delete(settled));
            underWay.add(settled);
          }
        } catch {
          lost();
        }
      }
      return event_id;
    },
    idle: () => Promise.all(underWay),
  };
}
