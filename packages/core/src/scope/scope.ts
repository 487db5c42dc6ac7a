import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { truncate } from '../lib/truncate.ts';
import type {
  Attachment,
  CaptureContext,
  Client,
  EventHint,
  EventProcessor,
  ScopeContext,
  ScopeData,
  Scope as ScopeShape,
} from '../types/client.ts';
import type { Breadcrumb, Context, Event, Primitive, SeverityLevel, User } from '../types/event.ts';
import type { PropagationContext, Span } from '../types/span.ts';

/**
 * What is known around an event. A class, because hosts write `new Scope()` and because forking one is on the hot path:
 * collections are replaced, never changed, so a fork shares them and costs one object. Only breadcrumbs, of which there
 * are many, are a list of each scope's own.
 */
export class Scope implements ScopeShape {
  /** Hosts call it without arguments. */
  constructor(private readonly data: ScopeState = emptyState()) {}

  clone(): Scope {
    return new Scope({ ...this.data, breadcrumbs: [...this.data.breadcrumbs] });
  }

  clear(): this {
    return this.set({ ...emptyState(), client: this.data.client });
  }

  getClient(): Client | undefined {
    return this.data.client;
  }

  setClient(client: Client | undefined): this {
    return this.set({ client });
  }

  lastEventId(): string | undefined {
    return this.data.eventId;
  }

  setLastEventId(eventId: string | undefined): this {
    return this.set({ eventId });
  }

  addEventProcessor(processor: EventProcessor): this {
    // Anything else would end every event as `callback_error`.
    return typeof processor === 'function'
      ? this.set({ eventProcessors: [...this.data.eventProcessors, processor] })
      : this;
  }

  setUser(user: User | null): this {
    // Named, so that they win over those of an outer scope.
    const nobody = { id: undefined, email: undefined, ip_address: undefined, username: undefined };
    // Read now: one that cannot be read would cost every later event.
    return this.change(() => ({ user: { ...(user ?? nobody) } }));
  }

  getUser(): User | undefined {
    return this.data.user;
  }

  setTag(key: string, value: Primitive): this {
    return this.change(() => ({ tags: { ...this.data.tags, [key]: value } }));
  }

  setTags(tags: Record<string, Primitive>): this {
    return this.change(() => ({ tags: { ...this.data.tags, ...tags } }));
  }

  setExtra(key: string, extra: unknown): this {
    return this.change(() => ({ extra: { ...this.data.extra, [key]: extra } }));
  }

  setExtras(extras: Record<string, unknown>): this {
    return this.change(() => ({ extra: { ...this.data.extra, ...extras } }));
  }

  setContext(name: string, context: Context | null): this {
    return this.change(() => ({ contexts: { ...this.data.contexts, [name]: context ?? undefined } }));
  }

  setFingerprint(fingerprint: string[]): this {
    // One that is no list counts as a list of one.
    return this.change(() => ({ fingerprint: ([] as string[]).concat(fingerprint ?? []) }));
  }

  setLevel(level: SeverityLevel | undefined): this {
    return this.set({ level });
  }

  setTransactionName(transactionName: string | undefined): this {
    return this.set({ transactionName });
  }

  addBreadcrumb(breadcrumb: Breadcrumb, maxBreadcrumbs = 100): this {
    return this.change(() => {
      const { breadcrumbs } = this.data;
      // Several times faster than a spread with more properties.
      const crumb = Object.assign({}, breadcrumb);
      crumb.timestamp ??= Date.now() / 1000;
      crumb.message &&= truncate(crumb.message, 2048);
      breadcrumbs.push(crumb);
      // Also when it is no number: then none are kept.
      while (breadcrumbs.length > 0 && !(breadcrumbs.length <= maxBreadcrumbs)) {
        breadcrumbs.shift();
      }
      return {};
    });
  }

  getLastBreadcrumb(): Breadcrumb | undefined {
    return this.data.breadcrumbs.at(-1);
  }

  clearBreadcrumbs(): this {
    return this.set({ breadcrumbs: [] });
  }

  addAttachment(attachment: Attachment): this {
    return attachment ? this.set({ attachments: [...this.data.attachments, attachment] }) : this;
  }

  clearAttachments(): this {
    return this.set({ attachments: [] });
  }

  setPropagationContext(propagationContext: PropagationContext): this {
    return this.set({ propagationContext });
  }

  getPropagationContext(): PropagationContext {
    return this.data.propagationContext;
  }

  getSpan(): Span | undefined {
    return this.data.span;
  }

  setSpan(span: Span | undefined): this {
    return this.set({ span });
  }

  update(context?: CaptureContext): this {
    // What cannot be read adds nothing, and does not cost the host the event it came with.
    return this.change(() => {
      const given = typeof context === 'function' ? context(this) : context;
      if (!given || given === this) {
        return {};
      }
      const from: Partial<ScopeContext> = 'getScopeData' in given ? given.getScopeData() : given;
      const { tags, extra, contexts, user, level, fingerprint, propagationContext } = this.data;
      return {
        tags: { ...tags, ...from.tags },
        extra: { ...extra, ...from.extra },
        contexts: { ...contexts, ...from.contexts },
        user: Object.keys(from.user ?? {}).length > 0 ? { ...(from.user as User) } : user,
        level: from.level ?? level,
        fingerprint: from.fingerprint?.length ? ([] as string[]).concat(from.fingerprint) : fingerprint,
        propagationContext: from.propagationContext ?? propagationContext,
      };
    });
  }

  getScopeData(): ScopeData {
    const { client, eventId, ...data } = this.data;
    return data;
  }

  captureException(exception: unknown, hint?: EventHint): string {
    return guard(() => this.data.client?.captureException(exception, hint, this), undefined) ?? randomUuid();
  }

  captureMessage(message: string, level?: SeverityLevel, hint?: EventHint): string {
    return guard(() => this.data.client?.captureMessage(message, level, hint, this), undefined) ?? randomUuid();
  }

  captureEvent(event: Event, hint?: EventHint): string {
    return guard(() => this.data.client?.captureEvent(event, hint, this), undefined) ?? randomUuid();
  }

  private set(changes: Partial<ScopeState>): this {
    Object.assign(this.data, changes);
    return this;
  }

  /** Like `set`, for changes that read what a host gave: nothing changes when that throws. */
  private change(changes: () => Partial<ScopeState>): this {
    return this.set(guard(changes, {}));
  }
}

/** A scope's data, with what is not merged into events. */
interface ScopeState extends ScopeData {
  client?: Client;
  eventId?: string;
}

/** A new trace, for when nobody handed us one. */
export function newPropagationContext(): PropagationContext {
  return { traceId: randomUuid(), sampleRand: Math.random() };
}

function emptyState(): ScopeState {
  return {
    tags: {},
    extra: {},
    contexts: {},
    user: {},
    breadcrumbs: [],
    fingerprint: [],
    eventProcessors: [],
    attachments: [],
    level: undefined,
    transactionName: undefined,
    span: undefined,
    propagationContext: newPropagationContext(),
    client: undefined,
    eventId: undefined,
  };
}
