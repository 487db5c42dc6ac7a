import { type Client, getClient, guard, type Integration } from '@vedette/core';
import { undoAll } from '../undo-all.ts';

/** Stack lines that engines keep of an error; their own default is 10. Source: sdk-behaviour, browser integrations. */
const STACK_TRACE_LIMIT = 50;

/**
 * Reports errors and rejections that nobody caught, by listening on the window or worker; the host's own handlers, and
 * what the console shows, stay as they are.
 */
export function globalHandlersIntegration({ onerror = true, onunhandledrejection = true } = {}): Integration {
  return {
    name: 'GlobalHandlers',
    setup(client) {
      const { stackTraceLimit } = Error as { stackTraceLimit?: number };
      // Not by assignment, which throws where the host froze what is global.
      Reflect.set(Error, 'stackTraceLimit', STACK_TRACE_LIMIT);
      const hear = (event: Event): void => {
        // A later `init` has handlers of its own.
        if (getClient() === client) {
          guard(() => HANDLERS[event.type as keyof typeof HANDLERS](event as never, client));
        }
      };
      const undo: Array<() => void> = [() => Reflect.set(Error, 'stackTraceLimit', stackTraceLimit)];
      const listen = (type: keyof typeof HANDLERS): void => {
        addEventListener(type, hear);
        undo.push(() => removeEventListener(type, hear));
      };
      if (onerror) {
        listen('error');
      }
      if (onunhandledrejection) {
        listen('unhandledrejection');
      }
      return undoAll(undo);
    },
    preprocessEvent({ exception }, { data }) {
      const [thrown] = exception?.values ?? [];
      if (thrown && !thrown.stacktrace && data instanceof ErrorEvent) {
        const { error, message, filename, lineno, colno } = data;
        // What was thrown has no stack; the handler was told at least where it was, and mostly what.
        const frame = { function: '?', in_app: true, lineno: lineno || undefined, colno: colno || undefined };
        thrown.stacktrace = { frames: [{ filename: filename || location.href, ...frame }] };
        if (!error) {
          const [, type = 'Error', value = message] = /^(?:Uncaught )?(\w*Error): (.*)$/s.exec(message) ?? [];
          Object.assign(thrown, { type, value });
        }
      }
    },
  };
}

const HANDLERS = {
  error(event: ErrorEvent, client: Client): void {
    // Resources that fail to load have neither.
    if (event.message || event.error) {
      client.captureException(event.error || event.message, {
        mechanism: { type: 'auto.browser.global_handlers.onerror', handled: false },
        data: event,
      });
    }
  },

  unhandledrejection(event: PromiseRejectionEvent, client: Client): void {
    // Some libraries put the reason of their own promises into a custom event's detail.
    const { reason } = (event as PromiseRejectionEvent & { detail?: { reason?: unknown } }).detail ?? event;
    client.captureException(reason, {
      mechanism: { type: 'auto.browser.global_handlers.onunhandledrejection', handled: false },
    });
  },
};
