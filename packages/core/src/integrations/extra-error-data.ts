import { normalize } from '../event/normalize.ts';
import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import type { Integration } from '../types/client.ts';
import type { Context } from '../types/event.ts';

export interface ExtraErrorDataOptions {
  /** Levels of objects that are kept, as far as `normalizeDepth` keeps them. @default 3 */
  depth?: number;
  /** Also what the error's `cause` carries. @default true */
  captureErrorCause?: boolean;
}

/**
 * Sends what a program hung onto its errors (a status, a code, what `toJSON` says) as a context named like the error. A
 * context that has this name already stays as it is. Source: sdk-behaviour, "Browser default integrations".
 */
export function extraErrorDataIntegration({
  depth = 3,
  captureErrorCause = true,
}: ExtraErrorDataOptions = {}): Integration {
  return {
    name: 'ExtraErrorData',
    processEvent(event, { originalException: error }, client) {
      // Whatever cannot be read: the event goes without.
      const data = isError(error) ? guard(() => dataOf(error, captureErrorCause), {}) : {};
      if (!isError(error) || Object.keys(data).length === 0) {
        return event;
      }
      const context = normalize(data, depth, client.getOptions().normalizeMaxBreadth) as Context;
      return { ...event, contexts: { [nameOf(error)]: context, ...event.contexts } };
    },
  };
}

/** What engines put onto an error, and what is sent of it anyway. */
const USUAL = /^(name|message|stack|cause|toJSON|line|column|fileName|(line|column)Number)$/;

function dataOf(error: Error, withCause: boolean): Context {
  const json = guard(() => (error as { toJSON?(): unknown }).toJSON?.(), undefined);
  const data = [error, json]
    .flatMap((source) => Object.entries(Object(source) as object))
    .filter(([key]) => !USUAL.test(key))
    .map(([key, value]) => [key, isError(value) ? String(value) : value]);
  const { cause } = error as { cause?: unknown };
  if (withCause && cause !== undefined) {
    data.push(['cause', isError(cause) ? { [nameOf(cause)]: dataOf(cause, false) } : cause]);
  }
  return Object.fromEntries(data);
}

function nameOf(error: Error): string {
  return guard(() => String(error.name || error.constructor.name), 'Error');
}
