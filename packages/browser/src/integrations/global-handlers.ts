import { getClient, type Integration, undoAll } from '@vedette/core';
import { listen } from '../instrument/listen.ts';

/** Stack lines that engines keep of an error; their own default is 10. Source: sdk-behaviour, browser integrations. */
const STACK_TRACE_LIMIT = 50;

/** What to report; everything by default. */
interface GlobalHandlersOptions {
  onerror?: boolean;
  onunhandledrejection?: boolean;
}

/**
 * Reports errors and rejections that nobody caught, by listening on the window or worker; the host's own handlers, and
 * what the console shows, stay as they are.
 */
export function globalHandlersIntegration(options: GlobalHandlersOptions = {}): Integration {
  return {
    name: 'GlobalHandlers',
    setup(client) {
      const { stackTraceLimit } = Error as { stackTraceLimit?: number };
      // Not by assignment, which throws where the host froze what is global.
      Reflect.set(Error, 'stackTraceLimit', STACK_TRACE_LIMIT);
      const undo = Object.entries(REASONS).map(
        ([name, reasonOf]) =>
          (options[name as keyof GlobalHandlersOptions] ?? true) &&
          listen(name.slice(2), (data) => {
            const reason = reasonOf(data as never);
            // A later `init` has handlers of its own. An event that somebody else made may give no reason.
            if (getClient() === client && (reason !== undefined || name !== 'onerror')) {
              client.captureException(reason, {
                mechanism: { type: `auto.browser.global_handlers.${name}`, handled: false },
                data,
              });
            }
          }),
      );
      return undoAll([...undo, () => Reflect.set(Error, 'stackTraceLimit', stackTraceLimit)]);
    },
    preprocessEvent(event, { data, originalException }) {
      const [thrown] = event.exception?.values ?? [];
      if (thrown && originalException instanceof Event) {
        // An event says nothing by its keys. Mostly it is of a script that did not load, whose `onerror` rejects a promise.
        const { type, target, constructor: kind } = originalException;
        thrown.type = kind.name;
        thrown.value = thrown.value?.replace(/^Object(.+) with.*/, `Event \`${kind.name}\` (type=${type})$1`);
        event.extra = {
          ...event.extra,
          __serialized__: { type, target: (target as HTMLScriptElement | null)?.src ?? String(target) },
        };
      }
      if (thrown && !thrown.stacktrace && data instanceof ErrorEvent) {
        const { error, message, filename, lineno, colno } = data;
        // What was thrown has no stack; the handler was told at least where it was, and mostly what.
        thrown.stacktrace = {
          frames: [
            {
              filename: filename || location.href,
              function: '?',
              lineno: lineno || undefined,
              colno: colno || undefined,
              in_app: true,
            },
          ],
        };
        if (!error) {
          [, thrown.type = 'Error', thrown.value = message] = /^(?:Uncaught )?(\w*Error): (.*)/s.exec(message) ?? [];
        }
      }
    },
  };
}

/** What was thrown or rejected with, by the option that asks for it, which is called like the event's handler. */
const REASONS = {
  onerror: ({ error, message }: ErrorEvent): unknown => unwrap(error) || message,
  // Some libraries put the reason of their own promises into a custom event's detail.
  onunhandledrejection: (event: PromiseRejectionEvent & { detail?: { reason?: unknown } }): unknown =>
    unwrap((event.detail ?? event).reason),
};

/** An error may have been handed on as the event that told of it. */
function unwrap(reason: unknown): unknown {
  return (reason instanceof ErrorEvent && reason.error) || reason;
}
