import { DEBUG, debug } from '@vedette/core';
import { watchJob } from './run-job.ts';

export interface NodeCronOptions {
  /** Each run in a trace of its own. @default false */
  isolateTrace?: boolean;
}

interface TaskOptions {
  name?: unknown;
  timezone?: unknown;
}

/** What makes tasks; the second from version 4 on. */
const MAKERS = ['schedule', 'createTask'];

/** The package `node-cron`, whose tasks are watched as the monitor that their option `name` tells; without it not. */
export function instrumentNodeCron<T>(lib: Partial<T> & T & object, { isolateTrace }: NodeCronOptions = {}): T {
  return new Proxy(lib, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (!MAKERS.includes(name as string) || typeof value !== 'function') {
        return value;
      }
      return (expression: unknown, callback: unknown, options?: TaskOptions, ...rest: unknown[]): unknown => {
        const { name: slug, timezone } = Object(options) as TaskOptions;
        if (typeof slug !== 'string' && DEBUG) {
          debug('a task of node-cron has no name, so it is not watched');
        }
        const type = 'auto.function.node-cron.instrumentNodeCron';
        const watched =
          typeof slug === 'string' ? watchJob(callback, { slug, expression, timezone, isolateTrace, type }) : callback;
        return value.call(target, expression, watched, options, ...rest);
      };
    },
  });
}
