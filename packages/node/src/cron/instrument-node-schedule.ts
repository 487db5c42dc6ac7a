import { watchJob } from './run-job.ts';

/**
 * The package `node-schedule`, whose jobs are watched as the monitor of their name: those that `scheduleJob` is given a name
 * and an expression for, or `{ rule, tz }` with an expression.
 */
export function instrumentNodeSchedule<T>(lib: T & object): T {
  return new Proxy(lib, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      return name === 'scheduleJob' && typeof value === 'function'
        ? (...args: unknown[]) => value.apply(target, watched(args))
        : value;
    },
  });
}

function watched(args: unknown[]): unknown[] {
  const [slug, rule, callback, ...rest] = args;
  const { rule: expression, tz: timezone } = (typeof rule === 'string' ? { rule } : Object(rule)) as {
    rule?: unknown;
    tz?: unknown;
  };
  if (typeof slug !== 'string' || typeof expression !== 'string') {
    return args;
  }
  const type = 'auto.function.node-schedule.instrumentNodeSchedule';
  return [slug, rule, watchJob(callback, { slug, expression, timezone, type }), ...rest];
}
