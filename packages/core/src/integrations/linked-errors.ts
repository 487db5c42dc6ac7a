import { exceptionFromError } from '../event/from-error.ts';
import { MAX_LOOKED_AT } from '../event/limits.ts';
import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import type { Integration } from '../types/client.ts';
import type { Exception } from '../types/event.ts';

/**
 * Adds the errors behind an error: its `cause` chain, the members of an `AggregateError` and both sides of a
 * `SuppressedError`, the innermost first. `limit` bounds how many are added, which also ends cycles. Source:
 * event-payload, "Linked errors algorithm".
 */
export function linkedErrorsIntegration({
  key = 'cause',
  limit = 5,
}: {
  key?: string;
  limit?: number;
} = {}): Integration {
  return {
    name: 'LinkedErrors',
    preprocessEvent({ exception }, { originalException }, { platform }) {
      const values = exception?.values ?? [];
      const walk = (error: Error, from: Exception): void => {
        for (const [source, linked] of linksOf(error, key)) {
          if (isError(linked) && values.length <= limit) {
            from.mechanism = {
              type: 'auto.core.linked_errors',
              handled: true,
              exception_id: 0,
              ...from.mechanism,
              is_exception_group: 'errors' in error || undefined,
            };
            const child = exceptionFromError(linked, platform);
            child.mechanism = {
              type: 'chained',
              handled: true,
              source,
              exception_id: values.length,
              parent_id: from.mechanism.exception_id,
            };
            values.unshift(child);
            walk(linked, child);
          }
        }
      };
      if (values[0] && isError(originalException)) {
        walk(originalException, values[0]);
      }
    },
  };
}

/** What an error refers to, each with its place; a list stands for its members. A getter that throws refers to nothing. */
function linksOf(error: Error, key: string): Array<[source: string, linked: unknown]> {
  const names = [key, ...('suppressed' in error ? ['error', 'suppressed'] : []), 'errors'];
  return names.flatMap((name) => {
    const value = guard((): unknown => error[name as keyof Error]);
    return Array.isArray(value)
      ? value.slice(0, MAX_LOOKED_AT).map((member, index): [string, unknown] => [`errors[${index}]`, member])
      : [[name, value]];
  });
}
