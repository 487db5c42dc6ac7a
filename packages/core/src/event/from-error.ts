import { isError } from '../lib/is-error.ts';
import type { Platform } from '../platform.ts';
import type { EventHint } from '../types/client.ts';
import type { Event, Exception, Mechanism, SeverityLevel } from '../types/event.ts';
import { normalize } from './normalize.ts';
import { framesFromError } from './stack.ts';

/**
 * Whatever was thrown, as an event. Errors keep name, message and stack; of other objects the first property that is an
 * error stands in, else their keys; primitives become their text. Source: event-payload, "Values that are not Errors".
 */
export function eventFromException(thrown: unknown, hint: EventHint, platform: Platform, attachStack: boolean): Event {
  const error = findError(thrown);
  const mechanism = { type: 'generic', handled: true, ...hint.mechanism };
  if (error) {
    return withException(exceptionFromError(error, platform), mechanism);
  }
  const event = withException(
    { type: 'Error', value: describe(thrown, mechanism) },
    { ...mechanism, synthetic: true },
    typeof thrown === 'object' && thrown !== null ? { __serialized__: normalize(thrown, 3, 100) } : undefined,
  );
  const exception = event.exception?.values?.[0] as Exception;
  if (mechanism.handled === false && /unhandledrejection/i.test(mechanism.type)) {
    exception.type = 'UnhandledRejection';
  }
  if (hint.syntheticException && (attachStack || typeof thrown === 'object')) {
    const frames = framesFromError(hint.syntheticException, platform);
    exception.stacktrace = frames && { frames };
  }
  return event;
}

/** One error as an exception; reads its properties once, and survives those that throw. */
export function exceptionFromError(error: Error, platform: Platform): Exception {
  const frames = framesFromError(error, platform);
  return {
    type: read(error, 'name') || read(error.constructor, 'name') || 'Error',
    value: read(error, 'message') ?? '',
    ...(frames && { stacktrace: { frames } }),
  };
}

/** A message as an event, with our own stack when asked. */
export function eventFromMessage(
  message: string,
  level: SeverityLevel,
  hint: EventHint,
  platform: Platform,
  attachStack: boolean,
): Event {
  const frames = attachStack && hint.syntheticException && framesFromError(hint.syntheticException, platform);
  return {
    message,
    level,
    ...(frames && {
      exception: {
        values: [
          { value: message, stacktrace: { frames }, mechanism: { type: 'generic', handled: true, synthetic: true } },
        ],
      },
    }),
  };
}

function withException(exception: Exception, mechanism: Mechanism, extra?: Record<string, unknown>): Event {
  return { exception: { values: [{ ...exception, mechanism }] }, level: 'error', ...(extra && { extra }) };
}

function findError(thrown: unknown): Error | undefined {
  if (isError(thrown)) {
    return thrown;
  }
  if (typeof thrown === 'object' && thrown !== null) {
    try {
      return Object.values(thrown).find(isError);
    } catch {
      // Keys or getters of a hostile object threw; it is described from outside instead.
    }
  }
  return undefined;
}

function describe(thrown: unknown, mechanism: Mechanism): string {
  const kind = mechanism.type.includes('rejection') ? 'promise rejection' : 'exception';
  if (typeof thrown !== 'object' || thrown === null) {
    const text = typeof thrown === 'function' ? `[Function: ${thrown.name}]` : String(thrown);
    return kind === 'exception' ? text : `Non-Error promise rejection captured with value: ${text}`;
  }
  let keys: string[] = [];
  try {
    keys = Object.keys(thrown).sort();
  } catch {
    // A proxy that refuses: described as having none.
  }
  return `Object captured as ${kind} with keys: ${keys.join(', ') || '[object has no keys]'}`;
}

function read(from: unknown, key: 'name' | 'message'): string | undefined {
  try {
    const value = (from as Record<string, unknown> | undefined)?.[key];
    return value === undefined ? undefined : String(value);
  } catch {
    return undefined;
  }
}
