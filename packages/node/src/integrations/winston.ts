import { DEBUG, debug, guard, type LogSeverityLevel, logger } from '@vedette/core';

export interface WinstonTransportOptions {
  /** Levels that are sent, after they were translated. @default all */
  levels?: LogSeverityLevel[];
  /** Own levels of winston, by what they are sent as. Others count as `info`. */
  customLevelMap?: Record<string, LogSeverityLevel>;
}

/** Of npm, of syslog and of the command line, as winston has them. */
const LEVELS: Record<string, LogSeverityLevel | undefined> = {
  silly: 'trace',
  trace: 'trace',
  debug: 'debug',
  verbose: 'debug',
  http: 'debug',
  info: 'info',
  notice: 'info',
  help: 'info',
  data: 'info',
  prompt: 'info',
  input: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  fatal: 'fatal',
};

/** Where winston keeps a level apart from what formats make of it. */
const LEVEL = Symbol.for('level');

// biome-ignore lint/suspicious/noExplicitAny: whatever winston's class takes
type TransportClass<T extends object> = new (options?: any) => T;

/**
 * A transport for winston 3 that sends what is logged. `TransportClass` is the default export of `winston-transport`, or
 * `winston.Transport`; the options of winston itself go to the constructor of what is returned. It never fails a log.
 */
export function createSentryWinstonTransport<T extends object>(
  // biome-ignore lint/suspicious/noExplicitAny: a base class must take any arguments
  TransportClass: new (options?: any) => T,
  { levels, customLevelMap }: WinstonTransportOptions = {},
): TransportClass<T> {
  const wanted = levels && new Set(levels);
  const send = (info: Record<PropertyKey, unknown>): void => {
    const { level: shown, message, timestamp: _timestamp, ...attributes } = info;
    const name = String(info[LEVEL] ?? shown);
    const level = customLevelMap?.[name] ?? LEVELS[name];
    if (!level && DEBUG) {
      debug('winston has a level that customLevelMap does not name:', name);
    }
    if (!wanted || wanted.has(level ?? 'info')) {
      const own = Object.fromEntries(Object.entries(attributes));
      logger[level ?? 'info'](String(message ?? ''), { ...own, 'sentry.origin': 'auto.log.winston' });
    }
  };
  return class SentryWinstonTransport extends (TransportClass as TransportClass<object>) {
    log(info: Record<PropertyKey, unknown>, callback?: () => void): void {
      guard(() => send(info));
      callback?.();
    }
  } as TransportClass<T>;
}
