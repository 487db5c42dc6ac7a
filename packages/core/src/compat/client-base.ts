import { asClass, type ClientClass } from '../client/as-class.ts';
import { createClient } from '../client/client.ts';
import { createFetchPlatform } from '../client/fetch-platform.ts';
import { resolveIntegrations } from '../client/integrations.ts';
import { resolveOptions } from '../client/options.ts';
import { sanitize } from '../event/normalize.ts';
import { prepareEvent as fillEvent } from '../event/prepare.ts';
import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { getCurrentScope, getGlobalScope, setCurrentClient } from '../scope/current.ts';
import { mergeScopes } from '../scope/merge.ts';
import { registry } from '../scope/registry.ts';
import { Scope } from '../scope/scope.ts';
import type {
  ClientOptions,
  Client as ClientShape,
  EventHint,
  EventProcessor,
  Integration,
  ScopeData,
  Scope as ScopeShape,
} from '../types/client.ts';
import type { Event, SdkInfo } from '../types/event.ts';
import { SDK_VERSION } from '../version.ts';
import { createStackParser } from './stack-parser.ts';

/** What a client of Sentry's SDKs is made from, beside the options. */
export type ClientBaseOptions = ClientOptions & {
  /** What the SDK calls itself; see `applySdkMetadata`. */
  _metadata?: { sdk?: SdkInfo };
};

export interface Client extends ClientShape {}

/**
 * A client for any runtime with `fetch`, as `createClient` makes it: the object is complete, so a class that extends this
 * one can add fields but not replace methods, and `instanceof` does not know it.
 */
export const Client: ClientClass<ClientBaseOptions> = /* @__PURE__ */ asClass((options: ClientBaseOptions) => {
  const { stackParser, _metadata } = options;
  const { name = 'vedette.javascript', version = SDK_VERSION } = _metadata?.sdk ?? {};
  const platform = createFetchPlatform({ context: registry().context });
  const parser = Array.isArray(stackParser) ? createStackParser(...stackParser) : stackParser;
  return createClient(
    { ...options, stackParser: parser },
    {
      platform,
      sdk: { name, version },
      defaultIntegrations: [],
    },
  );
});

/** Like `Client`: being on a server makes no difference. */
export const ServerRuntimeClient: ClientClass<ClientBaseOptions> = /* @__PURE__ */ asClass(
  (options: ClientBaseOptions) => new Client(options),
);

/** Makes a client, makes it the current one, and installs its integrations. */
export function initAndBind<O extends Pick<ClientOptions, 'initialScope'>>(
  clientClass: ClientClass<O>,
  options: O,
): Client {
  getCurrentScope().update(options.initialScope);
  const client = new clientClass(options);
  setCurrentClient(client);
  client.init();
  return client;
}

/** Hands a function that makes an integration through; it is there for its types. */
export function defineIntegration<F extends (...args: never[]) => Integration>(make: F): F {
  return make;
}

/** An integration with more to it: where both have a hook both run, the first one's first; the rest is the second's. */
export function extendIntegration<T extends Integration, U extends Partial<Integration>>(base: T, more: U): T & U {
  const merged = { ...base, ...more } as Record<string, unknown>;
  for (const [key, own] of Object.entries(base)) {
    const added = more[key as keyof Integration];
    if (typeof own === 'function' && typeof added === 'function') {
      merged[key] = key === 'processEvent' ? inTurn(own, added) : both(own, added as AnyFunction);
    }
  }
  return merged as T & U;
}

// biome-ignore lint/suspicious/noExplicitAny: any hook there is
type AnyFunction = (...args: any[]) => any;

/** Both may return what undoes them. */
function both(first: AnyFunction, second: AnyFunction): AnyFunction {
  return (...args) => {
    const undo = [first(...args), second(...args)].filter((result) => typeof result === 'function');
    return undo.length > 0 ? () => undo.forEach((one) => void one()) : undefined;
  };
}

function inTurn(first: AnyFunction, second: AnyFunction): EventProcessor {
  return async (event, hint, client) => {
    const seen = await first(event, hint, client);
    return seen && second(seen, hint, client);
  };
}

/** The integrations that options ask for, one of each name. */
export function getIntegrationsToSetup(
  options: Pick<ClientOptions, 'defaultIntegrations' | 'integrations'>,
): Integration[] {
  return resolveIntegrations(options, []);
}

/**
 * Always empty: who asks wants to know of other copies of an SDK, and ours find each other by themselves.
 * @noop
 */
export const installedIntegrations: string[] = [];

/** Says in options what the SDK calls itself, unless they say so. */
export function applySdkMetadata(options: ClientBaseOptions, name: string, names = [name], source = 'npm'): void {
  options._metadata ??= {};
  options._metadata.sdk ??= {
    name: `vedette.javascript.${name}`,
    packages: names.map((one) => ({ name: `${source}:@vedette/${one}`, version: SDK_VERSION })),
    version: SDK_VERSION,
  };
}

/** Passes an event through processors in turn; `null` when one dropped it. Rejects with what one throws. */
export async function notifyEventProcessors(
  processors: EventProcessor[],
  event: Event | null,
  hint: EventHint,
  index = 0,
): Promise<Event | null> {
  let current = event;
  for (const processor of processors.slice(index)) {
    current = current && (await processor({ ...current }, hint, undefined as never));
  }
  return current;
}

/** What the global scope and these two say together. */
export function getCombinedScopeData(isolation?: ScopeShape, current?: ScopeShape): ScopeData {
  return mergeScopes([getGlobalScope(), ...[isolation, current].filter((scope) => scope !== undefined)]);
}

/** Adds one scope's data to another's, which it changes; where both say something, the added counts. */
export function mergeScopeData(data: ScopeData, added: ScopeData): void {
  const holding = (held: ScopeData) => ({ getScopeData: () => held, getSpan: () => held.span }) as ScopeShape;
  Object.assign(data, mergeScopes([holding(data), holding(added)]));
}

/** Adds what a scope knows to an event, which it changes; its own keys win, except level and transaction. */
export function applyScopeDataToEvent(event: Event, data: ScopeData): void {
  const nobody = { getOptions: () => ({}), platform: { now: () => 0 } } as unknown as ClientShape;
  const { level, transaction, fingerprint, tags, user, contexts, breadcrumbs, extra } = fillEvent(event, data, nobody);
  Object.assign(event, { level, transaction, fingerprint, tags, user, contexts, breadcrumbs, extra });
}

/** An event filled, passed through processors, and made JSON-safe; `null` when one of them dropped it. */
export async function prepareEvent(
  given: ClientOptions,
  event: Event,
  hint: EventHint,
  scope?: ScopeShape,
  client?: ClientShape,
  isolation?: ScopeShape,
): Promise<Event | null> {
  const options = resolveOptions(given);
  const own = hint.captureContext ? (scope?.clone() ?? new Scope()).update(hint.captureContext) : scope;
  const data = getCombinedScopeData(isolation, own);
  const platform = client?.platform ?? createFetchPlatform();
  const filled = fillEvent(event, data, { platform, getOptions: () => options } as ClientShape);
  filled.event_id ??= hint.event_id ?? randomUuid();
  const processors = (client as { getEventProcessors?(): EventProcessor[] } | undefined)?.getEventProcessors?.() ?? [];
  const seen = await notifyEventProcessors([...processors, ...data.eventProcessors], filled, hint);
  const rules = { depth: options.normalizeDepth || Number.POSITIVE_INFINITY, breadth: options.normalizeMaxBreadth };
  return seen && guard(() => sanitize(seen, rules), null);
}
