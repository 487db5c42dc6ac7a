import type { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { type Client, captureException, getClient, guard, type Integration, isError, undoAll } from '@vedette/core';
import { hear } from '../instrument/hear.ts';
import { loadBuiltin } from '../load-builtin.ts';
import { note } from './note.ts';

export interface WorkerThreadsOptions {
  /**
   * Report errors that end a worker thread, where the host listens for them and the thread does not report itself; where
   * nobody listens they are uncaught errors of this thread. `false`: a breadcrumb. @default true
   */
  captureWorkerErrors?: boolean;
}

interface WorkerWatch {
  captures: boolean;
  /** The type of the mechanism of what is reported. */
  mechanism: string;
  /** The name of the integration that does it instead, where it is there. */
  isLeftTo?: string;
}

/**
 * Watches worker threads in place of `childProcessIntegration`, which does it by default; reports say
 * `auto.node.worker_threads`, as from version 11 of Sentry's SDK on.
 */
export function workerThreadsIntegration({ captureWorkerErrors = true }: WorkerThreadsOptions = {}): Integration {
  return {
    name: 'WorkerThreads',
    setup: (client) => watchWorkers(client, { captures: captureWorkerErrors, mechanism: 'auto.node.worker_threads' }),
  };
}

/** A breadcrumb or a report when a worker thread ends badly. Node tells of them from version 20 on. Returns the undo. */
export function watchWorkers(client: Client, watch: WorkerWatch): () => void {
  const { isLeftTo } = watch;
  const stops = [
    hear<{ worker: Worker }>('worker_threads', ({ worker }) => {
      if (!isLeftTo || !client.getIntegrationByName(isLeftTo)) {
        watchWorker(worker, client, watch);
      }
    }),
    markWhatIsTold(client),
  ];
  return undoAll(stops);
}

/** On an error that comes out of a worker thread: that thread has reported it. Nobody sees it on what is printed. */
const TOLD = '__vedette_told';

/** In a worker thread, marks what it dies of, for the thread that started it; the mark crosses over with the error. */
function markWhatIsTold(client: Client): () => void {
  const mark = (error: unknown): void =>
    guard(() => {
      if (
        isError(error) &&
        getClient() === client &&
        client.getIntegrationByName('OnUncaughtException') &&
        !loadBuiltin('node:worker_threads').isMainThread
      ) {
        Object.defineProperty(error, TOLD, { value: true, enumerable: false });
      }
    });
  process.on('uncaughtExceptionMonitor', mark);
  return () => void process.off('uncaughtExceptionMonitor', mark);
}

function watchWorker(worker: Worker, client: Client, { captures, mechanism: type }: WorkerWatch): void {
  const { errorMonitor } = loadBuiltin('node:events');
  // Gone from the worker by the time it has ended.
  const { threadId } = worker;
  const crumb = { category: 'worker_thread', data: { threadId } };
  const emitter: EventEmitter = worker;
  emitter.on(errorMonitor, (error: Error) => {
    const isTold = TOLD in Object(error);
    if (captures && !isTold && getClient() === client && worker.listenerCount('error') > 0) {
      const data = { threadId: String(threadId) };
      captureException(error, { mechanism: { type, handled: false, data } });
    } else {
      note(client, () => ({ ...crumb, message: `Worker thread errored with '${error.message}'`, level: 'error' }));
    }
  });
  worker.on('exit', (code) => {
    // Pools end theirs all the time.
    if (code !== 0) {
      note(client, () => ({ ...crumb, message: `Worker thread exited with code '${code}'`, level: 'warning' }));
    }
  });
}
