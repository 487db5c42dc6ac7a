import { randomUuid } from '../lib/random-id.ts';
import { truncate } from '../lib/truncate.ts';
import type {
  Attachment,
  CaptureContext,
  Client,
  EventHint,
  EventProcessor,
  Scope as ScopeShape,
  ScopeContext,
  ScopeData,
} from '../types/client.ts';
import type { Breadcrumb, Context, Event, Primitive, SeverityLevel, User } from '../types/event.ts';
import type { PropagationContext, Span } from '../types/span.ts';

/**
 * What is known around an event. A class, because hosts write `new Scope()` and because forking one is on the hot path:
 * a copy shares every collection with its origin until one of the two writes (`own`), so forking copies references only.
 */
export class Scope implements ScopeShape {
  private data: ScopeData = emptyData();
  /** Which collections belong to this scope alone. */
  private owned: { [K in Collection]?: boolean } = {};
  private client: Client | undefined;
  private eventId: string | undefined;

  clone(): Scope {
    const copy = new Scope(this.data);
    this.owned = {};
    copy.client = this.client;
    copy.eventId = this.eventId;
    return copy;
  }

  /** Hosts call it without arguments; `from` is what `clone` shares. */
  constructor(from?: ScopeData) {
    if (from) {
      this.data = { ...from };
    }
  }

  clear(): this {
    this.data = emptyData();
    this.owned = {};
    return this;
  }

  getClient(): Client | undefined {
    return this.client;
  }

  setClient(client: Client | undefined): this {
    this.client = client;
    return this;
  }

  lastEventId(): string | undefined {
    return this.eventId;
  }

  setLastEventId(id: string | undefined): this {
    this.eventId = id;
    return this;
  }

  addEventProcessor(processor: EventProcessor): this {
    this.own('eventProcessors').push(processor);
    return this;
  }

  setUser(user: User | null): this {
    this.data.user = user ? { ...user } : { id: undefined, email: undefined, ip_address: undefined, username: undefined };
    return this;
  }

  getUser(): User | undefined {
    return this.data.user;
  }

  setTag(key: string, value: Primitive): this {
    return this.setTags({ [key]: value });
  }

  setTags(tags: Record<string, Primitive>): this {
    Object.assign(this.own('tags'), tags);
    return this;
  }

  setExtra(key: string, extra: unknown): this {
    return this.setExtras({ [key]: extra });
  }

  setExtras(extras: Record<string, unknown>): this {
    Object.assign(this.own('extra'), extras);
    return this;
  }

  setContext(name: string, context: Context | null): this {
    const contexts = this.own('contexts');
    if (context === null) {
      delete contexts[name];
    } else {
      contexts[name] = context;
    }
    return this;
  }

  setFingerprint(fingerprint: string[]): this {
    this.data.fingerprint = fingerprint;
    return this;
  }

  setLevel(level: SeverityLevel | undefined): this {
    this.data.level = level;
    return this;
  }

  setTransactionName(name: string | undefined): this {
    this.data.transactionName = name;
    return this;
  }

  addBreadcrumb(breadcrumb: Breadcrumb, maxBreadcrumbs = 100): this {
    if (maxBreadcrumbs > 0) {
      const crumbs = this.own('breadcrumbs');
      crumbs.push({
        ...breadcrumb,
        timestamp: breadcrumb.timestamp ?? Date.now() / 1000,
        ...(breadcrumb.message && { message: truncate(breadcrumb.message, 2048) }),
      });
      while (crumbs.length > maxBreadcrumbs) {
        crumbs.shift();
      }
    }
    return this;
  }

  getLastBreadcrumb(): Breadcrumb | undefined {
    return this.data.breadcrumbs[this.data.breadcrumbs.length - 1];
  }

  clearBreadcrumbs(): this {
    this.own('breadcrumbs').length = 0;
    return this;
  }

  addAttachment(attachment: Attachment): this {
    this.own('attachments').push(attachment);
    return this;
  }

  clearAttachments(): this {
    this.own('attachments').length = 0;
    return this;
  }

  setPropagationContext(context: PropagationContext): this {
    this.data.propagationContext = context;
    return this;
  }

  getPropagationContext(): PropagationContext {
    return this.data.propagationContext;
  }

  getSpan(): Span | undefined {
    return this.data.span;
  }

  setSpan(span: Span | undefined): this {
    this.data.span = span;
    return this;
  }

  update(context?: CaptureContext): this {
    const given = typeof context === 'function' ? context(this) : context;
    if (!given || given === this) {
      return this;
    }
    const from: Partial<ScopeContext> = given instanceof Scope ? given.data : (given as Partial<ScopeContext>);
    this.setTags(from.tags ?? {}).setExtras(from.extra ?? {});
    Object.assign(this.own('contexts'), from.contexts);
    if (from.user && Object.keys(from.user).length > 0) {
      this.setUser(from.user);
    }
    this.data.level = from.level ?? this.data.level;
    this.data.propagationContext = from.propagationContext ?? this.data.propagationContext;
    if (from.fingerprint?.length) {
      this.data.fingerprint = from.fingerprint;
    }
    return this;
  }

  getScopeData(): ScopeData {
    return this.data;
  }

  captureException(exception: unknown, hint?: EventHint): string {
    return this.client?.captureException(exception, hint, this) ?? randomUuid();
  }

  captureMessage(message: string, level?: SeverityLevel, hint?: EventHint): string {
    return this.client?.captureMessage(message, level, hint, this) ?? randomUuid();
  }

  captureEvent(event: Event, hint?: EventHint): string {
    return this.client?.captureEvent(event, hint, this) ?? randomUuid();
  }

  /** A collection to write to: copied first if a fork may be reading it. */
  private own<K extends Collection>(key: K): ScopeData[K] {
    if (!this.owned[key]) {
      const shared = this.data[key];
      this.data[key] = (Array.isArray(shared) ? shared.slice() : { ...shared }) as ScopeData[K];
      this.owned[key] = true;
    }
    return this.data[key];
  }
}

type Collection = 'tags' | 'extra' | 'contexts' | 'breadcrumbs' | 'eventProcessors' | 'attachments';

/** A new trace, for when nobody handed us one. */
export function newPropagationContext(): PropagationContext {
  return { traceId: randomUuid(), sampleRand: Math.random() };
}

function emptyData(): ScopeData {
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
  };
}
