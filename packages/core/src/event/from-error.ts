import { isError } from '../lib/is-error.ts';
import type { Platform } from '../platform.ts';
import type { EventHint } from '../types/client.ts';
import type { Event, Exception, Mechanism, SeverityLevel, Stacktrace } from '../types/event.ts';
import { normalize } from './normalize.ts';
import { framesFromError } from './stack.ts';

/**
 * Whatever was thrown, as an event. Errors keep name, message and stack; of other objects the first property that is an
 * error stands in, else their keys; primitives become their text. Source: event-payload, "Values that are not Errors".
 */
export function eventFromException(thrown: unknown, hint: EventHint, platform: Platform, attachStack: boolean): Event {
  const { type = 'generic', handled = true, ...rest } = hint.mechanism ?? {};
  const mechanism: Mechanism = { type, handled, ...rest };
  const error = findError(thrown);
  if (error) {
    return { level: 'error', exception: { values: [{ ...exceptionFromError(error, platform), mechanism }] } };
  }
  const isObject = typeof thrown === 'object' && thrown !== null;
  const isRejection = type.includes('rejection');
  const exception: Exception = {
    type: isRejection ? 'UnhandledRejection' : 'Error',
    value: isObject ? describeObject(thrown, isRejection) : describePrimitive(thrown, isRejection),
    stacktrace: isObject || attachStack ? stackOf(hint.syntheticException, platform, OUR_FRAMES) : undefined,
    mechanism: { ...mechanism, synthetic: true },
  };
  return {
    level: 'error',
    exception: { values: [exception] },
    extra: isObject ? { __serialized__: normalize(thrown, 3, 100) } : undefined,
  };
}

/** One error as an exception; survives properties that throw. */
export function exceptionFromError(error: Error, platform: Platform): Exception {
  return {
    type: read(() => error.name) || read(() => error.constructor.name) || 'Error',
    value: read(() => error.message) ?? '',
    stacktrace: stackOf(error, platform),
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
  const text = read(() => message) ?? '[unreadable]';
  const stacktrace = attachStack ? stackOf(hint.syntheticException, platform, OUR_FRAMES) : undefined;
  const mechanism = { type: 'generic', handled: true, synthetic: true };
  return { message: text, level, exception: stacktrace && { values: [{ value: text, stacktrace, mechanism }] } };
}

/** Newest frames of a synthetic exception that are not the host's: the function of ours that made it. */
const OUR_FRAMES = 1;

function stackOf(error: Error | null | undefined, platform: Platform, skip = 0): Stacktrace | undefined {
  const frames = error ? framesFromError(error, platform, skip) : undefined;
  return frames && { frames };
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

function describePrimitive(thrown: unknown, isRejection: boolean): string {
  const text = typeof thrown === 'function' ? `[Function: ${read(() => thrown.name)}]` : String(thrown);
  return isRejection ? `Non-Error promise rejection captured with value: ${text}` : text;
}

function describeObject(thrown: object, isRejection: boolean): string {
  // A proxy may refuse to name its keys.
  const keys = read(() => Object.keys(thrown).sort().join(', ')) || '[object has no keys]';
  return `Object captured as ${isRejection ? 'promise rejection' : 'exception'} with keys: ${keys}`;
}

/** A text, or `undefined` when there is none or reading it throws. */
function read(get: () => unknown): string | undefined {
  try {
    const value = get();
    return value === undefined ? undefined : String(value);
  } catch {
    return undefined;
  }
}
