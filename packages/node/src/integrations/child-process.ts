import type { ChildProcess } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { type Client, type Integration, undoAll } from '@vedette/core';
import { hear } from '../instrument/hear.ts';
import { loadBuiltin } from '../load-builtin.ts';
import { note } from './note.ts';
import { watchWorkers } from './worker-threads.ts';

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
        watchWorkers(client, {
          captures: options.captureWorkerErrors ?? true,
          mechanism: 'auto.child_process.worker_thread',
          isLeftTo: 'WorkerThreads',
        }),
      ];
      return undoAll(stops);
    },
  };
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
