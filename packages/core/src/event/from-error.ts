import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { keysOf } from '../lib/keys-of.ts';
import type { ParameterizedString } from '../lib/parameterize.ts';
import type { Platform } from '../platform.ts';
import type { EventHint } from '../types/client.ts';
import type { Event, Exception, SeverityLevel, Stacktrace } from '../types/event.ts';
import { normalize } from './normalize.ts';
import { framesFromError } from './stack.ts';

/**
 * Whatever was thrown, as an event. Errors keep name, message and stack; of other objects the first property that is an
 * error stands in, else their keys; primitives become their text. Source: event-payload, "Values that are not Errors".
 */
export function eventFromException(thrown: unknown, hint: EventHint, platform: Platform, attachStack: boolean): Event {
  const { type = 'generic', handled = true, ...rest } = hint.mechanism ?? {};
  const mechanism = { type, handled, ...rest };
  const object = typeof thrown === 'object' ? thrown : null;
  const error = findError(thrown, object);
  if (error) {
    return { level: 'error', exception: { values: [{ ...exceptionFromError(error, platform), mechanism }] } };
  }
  const isRejection = type.includes('rejection');
  const exception: Exception = {
    type: isRejection ? 'UnhandledRejection' : 'Error',
    value: object
      ? `Object captured as ${isRejection ? 'promise rejection' : 'exception'} with keys: ${namesIn(object)}`
      : `${isRejection ? 'Non-Error promise rejection captured with value: ' : ''}${textOf(thrown)}`,
    stacktrace: object || attachStack ? stackOf(hint.syntheticException, platform, OUR_FRAMES) : undefined,
    mechanism: { ...mechanism, synthetic: true },
  };
  return {
    level: 'error',
    exception: { values: [exception] },
    extra: object ? { __serialized__: normalize(object, 3, 100) } : undefined,
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

/** A message as an event, with our own stack when asked. One with parameters keeps them apart, so that it groups by its text. */
export function eventFromMessage(
  message: string,
  level: SeverityLevel,
  hint: EventHint,
  platform: Platform,
  attachStack: boolean,
): Event {
  const text = read(() => message) ?? '[unreadable]';
  const stacktrace = attachStack ? stackOf(hint.syntheticException, platform, OUR_FRAMES) : undefined;
  const mechanism = { type: 'generic', handled: true, ...hint.mechanism, synthetic: true };
  const { template, values: params } = Object(message) as ParameterizedString;
  return {
    message: text,
    logentry: template ? { message: template, params } : undefined,
    level,
    exception: stacktrace && { values: [{ value: text, stacktrace, mechanism }] },
  };
}

/** Keys of a thrown object that are looked at. */
const MAX_KEYS = 100;
/** Newest frames of a synthetic exception that are not the host's: the function of ours that made it. */
const OUR_FRAMES = 1;

function stackOf(error: Error | null | undefined, platform: Platform, skip?: number): Stacktrace | undefined {
  const frames = error ? framesFromError(error, platform, skip) : undefined;
  return frames && { frames };
}

/** Keys or getters of a hostile object may throw; it is described from outside instead. */
function findError(thrown: unknown, object: object | null): Error | null | undefined {
  return isError(thrown)
    ? thrown
    : guard(
        () =>
          object &&
          keysOf(object, MAX_KEYS)
            .map((key) => object[key as keyof object])
            .find(isError),
        undefined,
      );
}

function textOf(thrown: unknown): string {
  return typeof thrown === 'function' ? `[Function: ${read(() => thrown.name)}]` : String(thrown);
}

function namesIn(object: object): string {
  return read(() => keysOf(object, MAX_KEYS).sort().join(', ')) || '[object has no keys]';
}

/** A text, or `undefined` when there is none or reading it throws. */
function read(get: () => unknown): string | undefined {
  return guard(() => {
    const value = get();
    return value === undefined ? value : String(value);
  }, undefined);
}
