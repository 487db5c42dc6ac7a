import { type Client, getClient, guard, type Integration, isError } from '@vedette/core';

/** Stack lines that engines keep of an error; their own default is 10. Source: sdk-behaviour, browser integrations. */
const STACK_TRACE_LIMIT = 50;

/**
 * Reports errors and rejections that nobody caught, by listening on the window or worker; the host's own handlers, and
 * what the console shows, stay as they are. A DSN-less client installs nothing.
 */
export function globalHandlersIntegration({ onerror = true, onunhandledrejection = true } = {}): Integration {
  return {
    name: 'GlobalHandlers',
    setup(client) {
      (Error as { stackTraceLimit?: number }).stackTraceLimit = STACK_TRACE_LIMIT;
      const undo: Array<() => void> = [];
      if (onerror) {
        undo.push(listen('error', client, captureErrorEvent));
      }
      if (onunhandledrejection) {
        undo.push(listen('unhandledrejection', client, captureRejection));
      }
      return () => undo.forEach((undoOne) => undoOne());
    },
  };
}

function listen<K extends 'error' | 'unhandledrejection'>(
  type: K,
  client: Client,
  capture: (event: WindowEventMap[K], client: Client) => void,
): () => void {
  const hear = (event: WindowEventMap[K]): void => {
    // A later `init` has handlers of its own.
    if (getClient() === client) {
      guard(() => capture(event, client));
    }
  };
  addEventListener(type, hear as EventListener);
  return () => removeEventListener(type, hear as EventListener);
}

function captureErrorEvent(event: ErrorEvent, client: Client): void {
  const { error, message, filename, lineno, colno } = event;
  const mechanism = { handled: false, type: 'auto.browser.global_handlers.onerror' };
  if (error !== undefined && error !== null) {
    client.captureException(error, { mechanism });
    return;
  }
  // Resources that fail to load send a plain event without a message.
  if (typeof message === 'string' && message) {
    const frame = { filename: filename || location.href, function: '?', in_app: true, lineno, colno };
    client.captureEvent(
      {
        level: 'error',
        exception: {
          values: [{ ...splitMessage(message), mechanism, stacktrace: { frames: [frame] } }],
        },
      },
      { originalException: event },
    );
  }
}

function captureRejection(event: PromiseRejectionEvent, client: Client): void {
  // Some libraries put the reason of their own promises into a custom event's detail.
  const detail = (event as unknown as { detail?: { reason?: unknown } }).detail;
  const reason: unknown = 'reason' in event ? event.reason : detail?.reason;
  client.captureException(reason, {
    mechanism: { handled: false, type: 'auto.browser.global_handlers.onunhandledrejection' },
    syntheticException: isError(reason) ? null : undefined,
  });
}

/** `Uncaught TypeError: x` as type and value; anything else is an `Error` with that text. */
function splitMessage(message: string): { type: string; value: string } {
  const [, type = 'Error', value = message] = /^(?:Uncaught )?(\w*Error): ([^]*)$/.exec(message) ?? [];
  return { type, value };
}
