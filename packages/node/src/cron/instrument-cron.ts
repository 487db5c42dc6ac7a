import { watchJob } from './run-job.ts';

interface Parameters {
  cronTime?: unknown;
  onTick?: unknown;
  timeZone?: unknown;
}

/**
 * The class `CronJob` of the package `cron`, whose jobs are watched as the monitor `monitorSlug`: by `new` and by `from`. A
 * job whose time is no text has no schedule to tell of.
 */
export function instrumentCron<T>(lib: T & object, monitorSlug: string): T {
  const watch = ({ cronTime, onTick, timeZone }: Parameters): unknown =>
    watchJob(onTick, {
      slug: monitorSlug,
      expression: cronTime,
      timezone: timeZone,
      type: 'auto.function.cron.instrumentCron',
    });
  return new Proxy(lib, {
    construct(target, [cronTime, onTick, onComplete, start, timeZone, ...rest]: unknown[], newTarget) {
      const args = [cronTime, watch({ cronTime, onTick, timeZone }), onComplete, start, timeZone, ...rest];
      return Reflect.construct(target as never, args, newTarget);
    },
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      return name === 'from' && typeof value === 'function'
        ? (params: Parameters) => value.call(target, { ...params, onTick: watch(Object(params)) })
        : value;
    },
  });
}
