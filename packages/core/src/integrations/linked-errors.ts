import { exceptionFromError } from '../event/from-error.ts';
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
      const walk = (error: Error, from: Exception, id: number): void => {
        for (const [source, linked] of linksOf(error, key, limit)) {
          if (values.length > limit) {
            return;
          }
          from.mechanism = {
            handled: true,
            type: 'auto.core.linked_errors',
            ...from.mechanism,
            is_exception_group: 'errors' in error || undefined,
            exception_id: id,
          };
          const child = exceptionFromError(linked, platform);
          const exception_id = values.length;
          child.mechanism = { handled: true, type: 'chained', source, exception_id, parent_id: id };
          values.unshift(child);
          walk(linked, child, exception_id);
        }
      };
      if (values[0] && isError(originalException)) {
        walk(originalException, values[0], 0);
      }
    },
  };
}

/** What an error refers to, with the name it uses. A getter that throws refers to nothing. */
function linksOf(error: Error, key: string, limit: number): Array<[source: string, error: Error]> {
  const read = (name: string): unknown => guard(() => error[name as keyof Error], undefined);
  const names = 'suppressed' in error ? [key, 'error', 'suppressed'] : [key];
  const links = names.map((name): [string, unknown] => [name, read(name)]);
  const errors = read('errors');
  if (Array.isArray(errors)) {
    links.push(...errors.map((member, index): [string, unknown] => [`errors[${index}]`, member]));
  }
  return links.filter((link): link is [string, Error] => isError(link[1])).slice(0, limit + 1);
}
