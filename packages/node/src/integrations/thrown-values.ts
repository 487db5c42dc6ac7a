import { framesFromError, guard, type Integration } from '@vedette/core';

/**
 * What was captured and is no error, told as servers tell it: an object by its name and message, where it has them, and
 * a text or number with the place where it was captured. In a page an object is told by its keys alone, and others have a
 * stack only with `attachStacktrace`. Source: event-payload, "Values that are not Errors".
 */
export function thrownValuesIntegration(): Integration {
  return {
    name: 'ThrownValues',
    // Before any filter is asked, so that `ignoreErrors` knows it by what it says.
    preprocessEvent(event, { originalException: thrown, syntheticException }, client) {
      const [exception] = event.exception?.values ?? [];
      if (!exception?.mechanism?.synthetic || event.message) {
        return;
      }
      if (thrown !== null && typeof thrown === 'object') {
        exception.value = guard(() => titleOf(thrown, exception.value), exception.value);
      } else if (exception.mechanism.handled && syntheticException) {
        // Without the newest frame: it is that of our function which the host called. A rejection that nobody handled has no
        // place, because ours would be that of the listener.
        const frames = framesFromError(syntheticException, client.platform, 1);
        exception.stacktrace ??= frames && { frames };
      }
    },
  };
}

function titleOf(thrown: object, byKeys = ''): string {
  const { name, message } = thrown as Record<string, unknown>;
  const text = typeof message === 'string' ? message : undefined;
  if (typeof name === 'string') {
    return `'${name}' captured as exception${text === undefined ? '' : ` with message '${text}'`}`;
  }
  const className = thrown.constructor?.name;
  return text ?? (className && className !== 'Object' ? byKeys.replace(/^Object/, () => `'${className}'`) : byKeys);
}
