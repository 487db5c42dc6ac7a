import { exceptionFromError } from '../event/from-error.ts';
import { isError } from '../lib/is-error.ts';
import type { Platform } from '../platform.ts';
import type { Integration } from '../types/client.ts';
import type { Exception } from '../types/event.ts';

/**
 * Adds the errors behind an error: its `cause` chain and the members of an `AggregateError`, the innermost first. `limit`
 * bounds how many are added, which also ends cycles. Source: event-payload, "Linked errors algorithm".
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
    preprocessEvent(event, { originalException }, { platform }) {
      const values = event.exception?.values;
      if (values?.[0] && isError(originalException)) {
        walk(originalException, values[0], 0, { key, limit, values, platform });
      }
    },
  };
}

interface Walk {
  key: string;
  limit: number;
  values: Exception[];
  platform: Platform;
}

function walk(error: Error, exception: Exception, id: number, all: Walk): void {
  const { key, limit, values, platform } = all;
  const links = linksOf(error, key, limit);
  const isGroup = links.some(([source]) => source.startsWith('errors['));
  for (const [source, linked] of links) {
    if (values.length > limit) {
      return;
    }
    exception.mechanism = {
      handled: true,
      type: 'auto.core.linked_errors',
      ...exception.mechanism,
      ...(isGroup && { is_exception_group: true }),
      exception_id: id,
    };
    const child = exceptionFromError(linked, platform);
    const childId = values.length;
    child.mechanism = { handled: true, type: 'chained', source, exception_id: childId, parent_id: id };
    values.unshift(child);
    walk(linked, child, childId, all);
  }
}

/** What an error refers to, with the name it uses; getters that throw refer to nothing more. */
function linksOf(error: Error, key: string, limit: number): Array<[source: string, error: Error]> {
  const links: Array<[string, unknown]> = [];
  try {
    links.push([key, error[key as keyof Error]]);
    const { errors = [] } = error as { errors?: unknown[] };
    links.push(...errors.slice(0, limit).map((member, index): [string, unknown] => [`errors[${index}]`, member]));
  } catch {
    // Whatever was read before stays.
  }
  return links.filter((link): link is [string, Error] => isError(link[1]));
}
