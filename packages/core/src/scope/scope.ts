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
import type { Session } from '../types/session.ts';
import type { PropagationContext, Span } from '../types/span.ts';

/**
 * What is known around an event. A class, because hosts write `new Scope()` and because forking one is on the hot path:
 * collections that somebody else may hold are replaced, never changed, so a fork shares them and costs one object. Only
 * breadcrumbs, of which there are many, are a list of each scope's own.
 */
export class Scope implements ScopeShape {
  /** A map that nobody else holds, so that it may be added to: many tags set one by one are not copied one by one. */
  private own: object | undefined;
  /** How many breadcrumbs are kept; up to a quarter more are there until somebody reads them. */
  private max = Number.POSITIVE_INFINITY;

  /** Hosts call it without arguments. */
  constructor(private readonly data: ScopeState = emptyState()) {}

  clone(): Scope {
    this.own = undefined;
    return new Scope({ ...this.data, breadcrumbs: [...this.kept()], listeners: [] });
  }

  clear(): this {
    const { client, listeners } = this.data;
    return this.set({ ...emptyState(), client, listeners });
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

  addScopeListener(listener: (scope: ScopeShape) => void): void {
    this.data.listeners = [...this.data.listeners, listener];
  }

  addEventProcessor(processor: EventProcessor): this {
    // Anything else would end every event as `callback_error`.
    return typeof processor === 'function' ? this.append('eventProcessors', processor) : this;
  }

  setUser(user: User | null): this {
    // Named, so that they win over those of an outer scope. Copied now: one that cannot be read would cost every event.
    const nobody = { id: undefined, email: undefined, ip_address: undefined, username: undefined };
    return guard(() => this.set({ user: { ...(user ?? nobody) } }), this);
  }

  getUser(): User | undefined {
    return this.data.user;
  }

  setTag(key: string, value: Primitive): this {
    return this.put('tags', key, value);
  }

  setTags(tags: Record<string, Primitive>): this {
    return this.merge('tags', tags);
  }

  setAttribute(key: string, value: unknown): this {
    return this.put('attributes', key, value);
  }

  setAttributes(attributes: Record<string, unknown>): this {
    return this.merge('attributes', attributes);
  }

  removeAttribute(key: string): this {
    return this.put('attributes', key, undefined);
  }

  setConversationId(id: string | null | undefined): this {
    return this.put('attributes', 'gen_ai.conversation.id', id || undefined);
  }

  setExtra(key: string, extra: unknown): this {
    return this.put('extra', key, extra);
  }

  setExtras(extras: Record<string, unknown>): this {
    return this.merge('extra', extras);
  }

  setContext(name: string, context: Context | null): this {
    return this.put('contexts', name, context ?? undefined);
  }

  setSDKProcessingMetadata(metadata: Record<string, unknown>): this {
    return this.merge('sdkProcessingMetadata', metadata);
  }

  setFingerprint(fingerprint: string[]): this {
    // One that is no list counts as a list of one.
    return this.set({ fingerprint: toList(fingerprint) });
  }

  setLevel(level: SeverityLevel | undefined): this {
    return this.set({ level });
  }

  setTransactionName(transactionName: string | undefined): this {
    return this.set({ transactionName });
  }

  setSession(session: Session | undefined): this {
    return this.set({ session });
  }

  getSession(): Session | undefined {
    return this.data.session;
  }

  /** `isOwn`: the breadcrumb is nobody else's, so that it need not be copied. */
  addBreadcrumb(breadcrumb: Breadcrumb, maxBreadcrumbs = 100, isOwn?: boolean): this {
    return guard(() => {
      const { breadcrumbs } = this.data;
      // Several times faster than a spread, where properties are added afterwards.
      const crumb = isOwn ? breadcrumb : Object.assign({}, breadcrumb);
      crumb.timestamp ??= Date.now() / 1000;
      crumb.message &&= truncate(crumb.message, 2048);
      breadcrumbs.push(crumb);
      this.max = Number(maxBreadcrumbs) || 0;
      // Several at once, because all that stay are moved: a third of the time.
      if (breadcrumbs.length > this.max * 1.25) {
        this.kept();
      }
      return this.changed();
    }, this);
  }

  getLastBreadcrumb(): Breadcrumb | undefined {
    return this.data.breadcrumbs.at(-1);
  }

  clearBreadcrumbs(): this {
    return this.set({ breadcrumbs: [] });
  }

  addAttachment(attachment: Attachment): this {
    return attachment ? this.append('attachments', attachment) : this;
  }

  clearAttachments(): this {
    return this.set({ attachments: [] });
  }

  setPropagationContext(context: PropagationContext): this {
    // One whose id cannot be sent would cost every later event.
    return guard(() => {
      const isWhole = typeof context.sampleRand === 'number';
      const propagationContext = isWhole ? context : { ...newPropagationContext(), ...context };
      return /^[\da-f]{32}$/.test(context.traceId) ? this.set({ propagationContext }) : this;
    }, this);
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
    return guard(() => {
      const given = typeof context === 'function' ? context(this) : context;
      if (!given || given === this) {
        return this;
      }
      const from: Partial<ScopeContext> = 'getScopeData' in given ? given.getScopeData() : given;
      const { user, level, fingerprint, propagationContext } = this.data;
      for (const key of MAPS) {
        this.merge(key, from[key]);
      }
      return this.set({
        user: Object.keys(from.user ?? {}).length > 0 ? { ...(from.user as User) } : user,
        level: from.level ?? level,
        fingerprint: from.fingerprint?.length ? toList(from.fingerprint) : fingerprint,
      }).setPropagationContext(from.propagationContext ?? propagationContext);
    }, this);
  }

  getScopeData(): ScopeData {
    this.own = undefined;
    this.kept();
    const { client, eventId, listeners, session, ...data } = this.data;
    return data;
  }

  captureException(exception: unknown, hint?: EventHint): string {
    return this.capture((client) => client.captureException(exception, hint, this));
  }

  captureMessage(message: string, level?: SeverityLevel, hint?: EventHint): string {
    return this.capture((client) => client.captureMessage(message, level, hint, this));
  }

  captureEvent(event: Event, hint?: EventHint): string {
    return this.capture((client) => client.captureEvent(event, hint, this));
  }

  private capture(by: (client: Client) => string): string {
    const { client } = this.data;
    return (client && guard(() => by(client), undefined)) ?? randomUuid();
  }

  private set(changes: Partial<ScopeState>): this {
    Object.assign(this.data, changes);
    return this.changed();
  }

  private changed(): this {
    for (const listener of this.data.listeners) {
      guard(() => listener(this));
    }
    return this;
  }

  /** The breadcrumbs, from now on without those that are too many. */
  private kept(): Breadcrumb[] {
    const { breadcrumbs } = this.data;
    if (breadcrumbs.length > this.max) {
      breadcrumbs.splice(0, breadcrumbs.length - this.max);
    }
    return breadcrumbs;
  }

  private append(key: 'attachments' | 'eventProcessors', value: unknown): this {
    return this.set({ [key]: [...this.data[key], value] });
  }

  private put(map: (typeof MAPS)[number], key: string, value: unknown): this {
    return guard(() => {
      const values = this.data[map] as Record<string, unknown>;
      // Assigning what objects inherit, such as `__proto__`, would not add it.
      if (values === this.own && !(key in {})) {
        values[key] = value;
        return this.changed();
      }
      this.own = { ...values, [key]: value };
      return this.set({ [map]: this.own });
    }, this);
  }

  /** Adds to a map. Nothing changes when what a host gave cannot be read. */
  private merge(key: (typeof MAPS)[number] | 'sdkProcessingMetadata', values: object | undefined): this {
    return guard(() => this.set({ [key]: { ...this.data[key], ...values } }), this);
  }
}

const MAPS = ['tags', 'extra', 'contexts', 'attributes'] as const;

/** A scope's data, with what is not merged into events. */
interface ScopeState extends ScopeData {
  client?: Client;
  eventId?: string;
  session?: Session;
  listeners: Array<(scope: ScopeShape) => void>;
}

/** A new trace, for when nobody handed us one. */
export function newPropagationContext(): PropagationContext {
  return { traceId: randomUuid(), sampleRand: Math.random() };
}

function toList(value: string[] | undefined): string[] {
  return ([] as string[]).concat(value ?? []);
}

function emptyState(): ScopeState {
  return {
    tags: {},
    extra: {},
    contexts: {},
    attributes: {},
    user: {},
    breadcrumbs: [],
    fingerprint: [],
    eventProcessors: [],
    attachments: [],
    listeners: [],
    sdkProcessingMetadata: {},
    propagationContext: newPropagationContext(),
    // All are named: scopes are read on the host's time, and objects of one shape are read several times faster.
    level: undefined,
    transactionName: undefined,
    span: undefined,
    client: undefined,
    eventId: undefined,
    session: undefined,
  };
}
