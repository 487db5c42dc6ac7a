import { type Client, getClient, type Integration, undoAll } from '@vedette/core';
import { listen } from '../instrument/listen.ts';
import type { Place, WorkerError, WorkerMessage } from '../register-web-worker.ts';

export interface WebWorkerOptions {
  worker: Worker | Worker[];
}

export interface WebWorkerIntegration extends Integration {
  /** Listens to one more worker. */
  addWorker(worker: Worker): void;
}

/**
 * Reports what nobody caught in web workers that call `registerWebWorker`, with its stack, and finds the source maps of
 * their files. To be added before the worker's first message; the messages meant for it reach no listener of the host that
 * is added later. Without `registerWebWorker` a page hears of a worker's errors where they were, but not their stacks, and
 * nothing of rejections.
 */
export function webWorkerIntegration({ worker }: WebWorkerOptions): WebWorkerIntegration {
  const undo: Array<() => void> = [];
  const waiting = [worker].flat();
  const heard = new Set<string>();
  let client: Client | undefined;

  const capture = ({ reason, error, filename, place }: WorkerError): void => {
    if (place) {
      heard.add(keyOf(place));
    }
    const thrown = error ? Object.assign(new Error(error.message), error) : reason;
    client?.captureException(thrown, {
      mechanism: { type: `auto.browser.web_worker.${place ? 'onerror' : 'onunhandledrejection'}`, handled: false },
      captureContext: { contexts: { worker: { filename } } },
    });
  };

  const hear = (event: MessageEvent<WorkerMessage | undefined>): void => {
    const { _sentryMessage, _sentryDebugIds, _sentryModuleMetadata, _sentryWorkerError } = Object(event.data);
    if (_sentryMessage) {
      event.stopImmediatePropagation();
      merge('_sentryDebugIds', _sentryDebugIds);
      merge('_sentryModuleMetadata', _sentryModuleMetadata);
      if (_sentryWorkerError && client === getClient()) {
        capture(_sentryWorkerError);
      }
    }
  };

  const addWorker = (added: Worker): void => {
    if (client) {
      undo.push(listen('message', hear, false, added));
    } else {
      waiting.push(added);
    }
  };

  return {
    name: 'WebWorker',
    addWorker,
    setup(ours) {
      client = ours;
      waiting.splice(0).forEach(addWorker);
      return () => undoAll(undo.splice(0))();
    },
    processEvent(event, { data }) {
      // After the worker's own listeners the browser tells the page of an error as well: where, but without the error.
      const isTold = data instanceof ErrorEvent && !data.error && heard.delete(keyOf(data));
      return isTold ? null : event;
    },
  };
}

function keyOf({ filename, lineno, colno }: Place): string {
  return `${filename}:${lineno}:${colno}`;
}

/** Adds to what bundler plugins left behind in the page, which wins. */
function merge(name: '_sentryDebugIds' | '_sentryModuleMetadata', added: Record<string, unknown> | undefined): void {
  if (added) {
    const global = globalThis as Partial<Record<typeof name, Record<string, unknown>>>;
    global[name] = { ...added, ...global[name] };
  }
}
