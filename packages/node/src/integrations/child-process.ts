import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import {
  addBreadcrumb,
  type Breadcrumb,
  type Client,
  captureException,
  getClient,
  guard,
  type Integration,
  isError,
} from '@vedette/core';
import { hear } from '../instrument/hear.ts';
import { loadBuiltin } from '../load-builtin.ts';

export interface ChildProcessOptions {
  /** Whether breadcrumbs tell with which arguments a process was started. @default false */
  includeChildProcessArgs?: boolean;
  /**
   * Report errors that end a worker thread, where the host listens for them and the thread does not report itself; where
   * nobody listens they are uncaught errors of this thread. `false`: a breadcrumb. @default true
   */
  captureWorkerErrors?: boolean;
}

/**
 * A breadcrumb when a child process ends or cannot be started, and when a worker thread ends badly. Node itself tells of
 * both, from version 20 on, so nothing is patched; an error that the host does not listen to stays one.
 */
export function childProcessIntegration(options: ChildProcessOptions = {}): Integration {
  return {
    name: 'ChildProcess',
    setup(client) {
      const stops = [
        hear<{ process: ChildProcess }>('child_process', (message) => watchChild(message.process, client, options)),
        hear<{ worker: Worker }>('worker_threads', ({ worker }) => watchWorker(worker, client, options)),
        markWhatIsTold(client),
      ];
      return () => {
        for (const stop of stops) {
          stop();
        }
      };
    },
  };
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

function watchChild(child: ChildProcess, client: Client, { includeChildProcessArgs }: ChildProcessOptions): void {
  const { errorMonitor } = loadBuiltin('node:events');
  const data = () => ({
    spawnfile: child.spawnfile,
    ...(includeChildProcessArgs && { spawnargs: child.spawnargs }),
  });
  child.on('exit', (code, signal) =>
    note(client, () => ({
      category: 'child_process',
      message: code === null ? `Child process ended by ${signal}` : `Child process exited with code '${code}'`,
      level: code === 0 ? 'info' : 'warning',
      data: data(),
    })),
  );
  const emitter: EventEmitter = child;
  emitter.on(errorMonitor, (error: Error) =>
    note(client, () => ({
      category: 'child_process',
      message: `Child process errored with '${error.message}'`,
      level: 'error',
      data: data(),
    })),
  );
}

function watchWorker(worker: Worker, client: Client, { captureWorkerErrors = true }: ChildProcessOptions): void {
  const { errorMonitor } = loadBuiltin('node:events');
  // Gone from the worker by the time it has ended.
  const { threadId } = worker;
  const crumb = { category: 'worker_thread', data: { threadId } };
  const emitter: EventEmitter = worker;
  emitter.on(errorMonitor, (error: Error) => {
    const isTold = TOLD in Object(error);
    if (captureWorkerErrors && !isTold && getClient() === client && worker.listenerCount('error') > 0) {
      const data = { threadId: String(threadId) };
      captureException(error, { mechanism: { type: 'auto.child_process.worker_thread', handled: false, data } });
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

function note(client: Client, describe: () => Breadcrumb): void {
  guard(() => {
    if (getClient() === client) {
      addBreadcrumb(describe());
    }
  });
}
