import { type Client, getClient, guard, isError, type LogSeverityLevel, logger, toText } from '@vedette/core';

export interface ConsolaReporterOptions {
  /** Levels that are sent, after they were translated. @default all */
  levels?: LogSeverityLevel[];
  /** Sends only while this is the current client. Default: whichever it is. */
  client?: Client;
}

/** A line as consola hands it to its reporters. */
interface ConsolaLogObject {
  [field: string]: unknown;
  type?: string;
  level?: number;
  tag?: string;
  message?: string;
  args?: unknown[];
}

export interface ConsolaReporter {
  log(line: ConsolaLogObject): void;
}

const BY_TYPE: Record<string, LogSeverityLevel | undefined> = {
  silent: 'trace',
  trace: 'trace',
  verbose: 'debug',
  debug: 'debug',
  log: 'info',
  info: 'info',
  success: 'info',
  ready: 'info',
  start: 'info',
  box: 'info',
  notice: 'info',
  warn: 'warn',
  error: 'error',
  fail: 'error',
  fatal: 'fatal',
  critical: 'fatal',
};
/** For types of the host's own. Source: consola's `LogLevels`. */
const BY_NUMBER: LogSeverityLevel[] = ['error', 'warn', 'info', 'info', 'debug', 'trace'];

/**
 * A reporter for consola 3 that sends what is logged: `consola.addReporter(createConsolaReporter())`. The first plain object
 * among what is logged becomes attributes, the others parameters of the message.
 */
export function createConsolaReporter({ levels, client }: ConsolaReporterOptions = {}): ConsolaReporter {
  const wanted = levels && new Set(levels);
  return {
    log: (line) =>
      guard(() => {
        const level = BY_TYPE[line.type ?? ''] ?? BY_NUMBER[line.level ?? 3] ?? 'info';
        if ((!client || getClient() === client) && (!wanted || wanted.has(level))) {
          const { message, attributes } = describe(line);
          logger[level](message, attributes);
        }
      }),
  };
}

function describe({ type, level, tag, message, args = [], date: _date, ...own }: ConsolaLogObject): {
  message: string;
  attributes: Record<string, unknown>;
} {
  const texts = message === undefined ? [] : [toText(message)];
  const objects: object[] = [];
  for (const value of args) {
    if (isPlain(value)) {
      objects.push(value);
    } else {
      texts.push(
        isError(value) ? `${value.name}: ${value.message}` : Array.isArray(value) ? json(value) : toText(value),
      );
    }
  }
  const [first, ...others] = objects;
  const parameters = others.map((value, index) => [`sentry.message.parameter.${index}`, value]);
  return {
    message: texts.join(' '),
    attributes: {
      ...own,
      ...first,
      ...Object.fromEntries(parameters),
      'sentry.origin': 'auto.log.consola',
      ...(tag && { 'consola.tag': tag }),
      ...(type && { 'consola.type': type }),
      ...(typeof level === 'number' && { 'consola.level': level }),
    },
  };
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function json(value: unknown): string {
  return guard(() => JSON.stringify(value), undefined) ?? toText(value);
}
