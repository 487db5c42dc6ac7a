import { attributeParts, attributeType } from '../lib/attribute-type.ts';
import { guard } from '../lib/guard.ts';
import type { Client, Scope } from '../types/client.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope } from './current.ts';

type Attributes = Record<string, unknown>;

/** What logs and metrics tell of the moment they are written in. */
export interface Moment {
  /** Seconds since the epoch. */
  timestamp: number;
  trace_id: string;
  /** Of the active span. */
  span_id: string | undefined;
}

/** The moment as the given scope sees it, or the current one. */
export function describeMoment(client: Client, scope: Scope = getCurrentScope()): Moment {
  const span = scope.getSpan()?.spanContext();
  return {
    timestamp: client.platform.now(),
    trace_id: span?.traceId ?? scope.getPropagationContext().traceId,
    span_id: span?.spanId,
  };
}

/**
 * What client and scopes say of everything logged at this moment; the caller's own attributes go on top. A new object
 * each time. Of a scope's attributes those are left out that cannot be sent as they are. Source: wire-protocol, "Batched
 * containers".
 */
export function ambientAttributes(client: Client, { timestamp }: Moment, scope: Scope = getCurrentScope()): Attributes {
  // A spread would make every later addition thirty times slower (V8 11.3, measured).
  const attributes: Attributes = Object.assign({}, clientAttributes(client));
  attributes['sentry.timestamp.sequence'] = nextInMillisecond(timestamp);
  const user: Attributes = {};
  for (const around of [getGlobalScope(), getIsolationScope(), scope]) {
    const data = around.getScopeData();
    Object.assign(user, data.user);
    addSendable(data.attributes, attributes);
  }
  addKnown({ 'user.id': user.id, 'user.email': user.email, 'user.name': user.username }, attributes);
  return attributes;
}

/** Later scopes win, also with what takes an attribute away. */
function addSendable(from: Attributes | undefined, to: Attributes): void {
  for (const key of Object.keys(from ?? {})) {
    const value = from?.[key];
    if (guard(() => attributeType(attributeParts(value).value), undefined)) {
      to[key] = value;
    } else {
      delete to[key];
    }
  }
}

function addKnown(from: Attributes, to: Attributes): void {
  for (const key of Object.keys(from)) {
    const value = from[key] ?? undefined;
    if (value !== undefined) {
      to[key] ??= value;
    }
  }
}

const attributesOf = /* @__PURE__ */ new WeakMap<Client, Attributes>();

/** Read once, because they never change. */
function clientAttributes(client: Client): Attributes {
  let attributes = attributesOf.get(client);
  if (!attributes) {
    const { name, version } = client.getSdkMetadata();
    const { release, environment, serverName, includeServerName } = client.getOptions() as ServerOptions;
    attributesOf.set(client, (attributes = {}));
    const known = {
      'sentry.release': release,
      'sentry.environment': environment,
      'sentry.sdk.name': name,
      'sentry.sdk.version': version,
      'server.address': includeServerName === false ? undefined : serverName,
    };
    addKnown(known, attributes);
  }
  return attributes;
}

/** Those of servers are options too, where there is one. */
type ServerOptions = ReturnType<Client['getOptions']> & { serverName?: string; includeServerName?: boolean };

let lastMillisecond = 0;
let sequence = 0;

/** Counts from 0 in each millisecond, so that what carries the same time keeps its order. */
function nextInMillisecond(seconds: number): number {
  const millisecond = Math.floor(seconds * 1000);
  sequence = millisecond === lastMillisecond ? sequence + 1 : 0;
  lastMillisecond = millisecond;
  return sequence;
}
