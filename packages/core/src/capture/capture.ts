import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { getClient, getCurrentScope, getIsolationScope } from '../scope/current.ts';
import type { CaptureContext, Client, EventHint, EventProcessor, Integration, ScopeContext } from '../types/client.ts';
import type { Event, SeverityLevel } from '../types/event.ts';

/**
 * Reports something thrown. The second argument is a hint, or what to add to the scope for this event alone (an object,
 * a scope, or a function of a scope). Returns the event's id at once, even if it is later dropped; never throws.
 */
export function captureException(exception: unknown, hint?: EventHint | CaptureContext): string {
  // Only what has no stack of its own needs ours; making one costs microseconds.
  const syntheticException = isError(exception) ? undefined : new Error('synthetic');
  const known = { syntheticException };
  return getCurrentScope().captureException(
    exception,
    guard(() => ({ ...known, ...toHint(hint) }), known),
  );
}

/** Reports a message. The second argument is its level, default `info`, or what to add to the scope. Never throws. */
export function captureMessage(message: string, context?: CaptureContext | SeverityLevel): string {
  const level = typeof context === 'string' ? context : undefined;
  const captureContext = typeof context === 'string' ? undefined : context;
  const syntheticException = getClient()?.getOptions().attachStacktrace ? new Error('synthetic') : undefined;
  return getCurrentScope().captureMessage(message, level, { syntheticException, captureContext });
}

/** Sends an event made by hand. Never throws. */
export function captureEvent(event: Event, hint?: EventHint): string {
  return getCurrentScope().captureEvent(event, hint);
}

/** The id of the last error or message captured in this isolation scope. */
export function lastEventId(): string | undefined {
  return getIsolationScope().lastEventId();
}

/** Whether an `init` has set a client. */
export function isInitialized(): boolean {
  return !!getClient();
}

/** Whether captures are sent: there is a client with a valid DSN, enabled and not closed. */
export function isEnabled(): boolean {
  return getClient()?.isEnabled() ?? false;
}

/**
 * Sends what is queued and waits for it. `timeoutMs`: stop waiting after this long; sending itself continues. Returns
 * `true` if the queue emptied in time; never rejects.
 */
export async function flush(timeoutMs?: number): Promise<boolean> {
  return callClient((client) => client.flush(timeoutMs));
}

/** Flushes, then takes nothing more and undoes what was patched. Returns and waits like `flush`. */
export async function close(timeoutMs?: number): Promise<boolean> {
  return callClient((client) => client.close(timeoutMs));
}

/** Adds an integration to the running client; does nothing if one of its name is there. */
export function addIntegration(integration: Integration): void {
  guard(() => getClient()?.addIntegration(integration));
}

/** Adds a function that every event of this isolation scope passes through. */
export function addEventProcessor(processor: EventProcessor): void {
  getIsolationScope().addEventProcessor(processor);
}

async function callClient(call: (client: Client) => Promise<boolean>): Promise<boolean> {
  try {
    const client = getClient();
    return client ? await call(client) : false;
  } catch {
    return false;
  }
}

const CONTEXT_KEYS: ReadonlyArray<keyof ScopeContext> = [
  'user',
  'level',
  'extra',
  'contexts',
  'tags',
  'fingerprint',
  'propagationContext',
];

/** Tells a hint from a capture context by its keys. Source: sdk-behaviour, "Scopes". */
function toHint(given: EventHint | CaptureContext = {}): EventHint {
  const isContext = typeof given === 'function' || 'getScopeData' in given || CONTEXT_KEYS.some((key) => key in given);
  return isContext ? { captureContext: given as CaptureContext } : (given as EventHint);
}
