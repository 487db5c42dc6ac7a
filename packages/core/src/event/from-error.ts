import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { keysOf } from '../lib/keys-of.ts';
import type { ParameterizedString } from '../lib/parameterize.ts';
import type { Platform } from '../platform.ts';
import type { EventHint } from '../types/client.ts';
import type { Event, Exception, Mechanism, SeverityLevel, Stacktrace } from '../types/event.ts';
import { MAX_LOOKED_AT, OUR_FRAMES } from './limits.ts';
import { normalize } from './normalize.ts';
import { framesFromError } from './stack.ts';

/** A mechanism that says what a server asks for. */
type FilledMechanism = Mechanism & { type: string };

/**
 * Whatever was thrown, as an event. Errors keep name, message and stack; of other objects the first property that is an
 * error stands in, else their keys; primitives become their text. Source: event-payload, "Values that are not Errors".
 */
export function eventFromException(
  thrown: unknown,
  hint: EventHint,
  platform: Platform,
  attachStack: boolean | undefined,
): Event {
  const object = typeof thrown === 'object' ? thrown : null;
  // Keys or getters of a hostile object may throw; it is described from outside instead.
  const keys = guard(() => keysOf(object ?? [], MAX_LOOKED_AT), []);
  const error = isError(thrown) ? thrown : guard(() => keys.map((key) => object?.[key as keyof object]).find(isError));
  const mechanism = mechanismOf(hint, !error || undefined);
  const isRejection = mechanism.type.includes('rejection');
  const exception: Exception = error
    ? exceptionFromError(error, platform)
    : {
        type: isRejection ? 'UnhandledRejection' : 'Error',
        value: object
          ? `Object captured as ${isRejection ? 'promise rejection' : 'exception'} with keys: ${keys.sort().join(', ') || '[object has no keys]'}`
          : `${isRejection ? 'Non-Error promise rejection captured with value: ' : ''}${String(typeof thrown === 'function' ? normalize(thrown, 1, 1) : thrown)}`,
        stacktrace: hostStack(object || attachStack, hint, platform),
      };
  return {
    level: 'error',
    exception: { values: [{ ...exception, mechanism }] },
    extra: object && !error ? { __serialized__: normalize(object, 3, 100) } : undefined,
  };
}

/** One error as an exception; survives properties that throw. */
export function exceptionFromError(error: Error, platform: Platform): Exception {
  return {
    type: read(() => error.name) || read(() => error.constructor.name) || 'Error',
    value: read(() => error.message),
    stacktrace: stackOf(error, platform),
  };
}

/** A message as an event, with our own stack when asked. One with parameters keeps them apart, so that it groups by its text. */
export function eventFromMessage(
  message: string,
  level: SeverityLevel,
  hint: EventHint,
  platform: Platform,
  attachStack: boolean | undefined,
): Event {
  const value = guard(() => String(message), '[unreadable]');
  const stacktrace = hostStack(attachStack, hint, platform);
  const { template, values: params } = Object(message) as ParameterizedString;
  return {
    level,
    message: value,
    logentry: template ? { message: template, params } : undefined,
    exception: stacktrace && { values: [{ value, stacktrace, mechanism: mechanismOf(hint, true) }] },
  };
}

/** How something was captured, without gaps. */
function mechanismOf({ mechanism }: Pick<EventHint, 'mechanism'>, synthetic?: true): FilledMechanism {
  const { type = 'generic', handled = true, ...rest } = mechanism ?? {};
  return { type, handled, synthetic, ...rest };
}

/** Where the host called us, when that is asked for and known. */
function hostStack(isWanted: unknown, { syntheticException }: EventHint, platform: Platform): Stacktrace | undefined {
  return isWanted && syntheticException ? stackOf(syntheticException, platform, OUR_FRAMES) : undefined;
}

function stackOf(error: Error, platform: Platform, skip?: number): Stacktrace | undefined {
  const frames = framesFromError(error, platform, skip);
  return frames && { frames };
}

/** A text, empty when there is none or reading it throws. */
function read(get: () => unknown): string {
  return guard(() => String(get() ?? ''), '');
}
