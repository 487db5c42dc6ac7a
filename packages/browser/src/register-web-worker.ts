import { guard, isError, undoAll } from '@vedette/core';
import { listen } from './instrument/listen.ts';

/** The globals of a worker, of which no more than this is needed. */
interface WorkerScope extends EventTarget {
  postMessage(message: unknown): void;
  location: { href: string };
}

/** What a worker tells its page. The names are Sentry's, so that either side may be its. */
export interface WorkerMessage {
  _sentryMessage: true;
  /** What bundler plugins left behind in the worker. */
  _sentryDebugIds?: Record<string, string> | undefined;
  _sentryModuleMetadata?: Record<string, unknown> | undefined;
  _sentryWorkerError?: WorkerError;
}

/** Something that nobody caught in a worker. */
export interface WorkerError {
  /** What was thrown, as far as it may be copied to another thread. */
  reason: unknown;
  /** The worker's own address. */
  filename?: string;
  /** Name and stack of an error, which do not survive the copy everywhere. */
  error?: { name: string; message: string; stack?: string | undefined };
  /** Where the handler was told that it is; only of an error, not of a rejection. */
  place?: Place;
}

export interface Place {
  filename: string;
  lineno: number;
  colno: number;
}

/**
 * To be called first in a web worker, whose page has `webWorkerIntegration`: tells the page what nobody caught in the
 * worker, errors and rejections, and the debug ids of the worker's files. The worker needs no `init` for it. What the
 * worker's console and its own handlers hear stays as it is. Returns what ends it.
 */
export function registerWebWorker({ self }: { self: WorkerScope & object }): () => void {
  const tell = (parts: Partial<WorkerMessage>): void => self.postMessage({ _sentryMessage: true, ...parts });

  const tellError = (reason: unknown, place?: Place): void => {
    const { href: filename } = self.location;
    const parts = { filename, place, error: isError(reason) ? partsOf(reason) : undefined };
    try {
      tell({ _sentryWorkerError: { ...parts, reason: parts.error ? undefined : reason } });
    } catch {
      // Functions, events and the like cannot be copied to another thread.
      tell({ _sentryWorkerError: { ...parts, reason: String(reason) } });
    }
  };

  const { _sentryDebugIds, _debugIds, _sentryModuleMetadata } = self as Record<string, Record<string, string>>;
  guard(() => tell({ _sentryDebugIds: { ..._sentryDebugIds, ..._debugIds }, _sentryModuleMetadata }));
  return undoAll([
    listen<ErrorEvent>(
      'error',
      ({ error, message, filename, lineno, colno }) => tellError(error ?? message, { filename, lineno, colno }),
      false,
      self,
    ),
    listen<PromiseRejectionEvent>('unhandledrejection', ({ reason }) => tellError(reason), false, self),
  ]);
}

function partsOf({ name, message, stack }: Error): WorkerError['error'] {
  return { name, message, stack };
}
