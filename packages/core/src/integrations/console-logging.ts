import { normalize } from '../event/normalize.ts';
import { guard } from '../lib/guard.ts';
import { isError } from '../lib/is-error.ts';
import { toText } from '../lib/to-text.ts';
import { captureLog } from '../logs/capture-log.ts';
import { getClient } from '../scope/current.ts';
import type { Client, Integration } from '../types/client.ts';
import type { Log, LogSeverityLevel } from '../types/log.ts';

export type ConsoleLevel = 'debug' | 'info' | 'warn' | 'error' | 'log' | 'assert' | 'trace';

export interface ConsoleLoggingOptions {
  /** Methods whose lines become logs; all that the platform listens to unless told. */
  levels?: readonly ConsoleLevel[];
}

/** Begins to hear what the host writes on the console, and returns what ends it. */
export type ListenToConsole = (
  client: Client,
  hear: (level: ConsoleLevel, args: readonly unknown[]) => void,
) => () => void;

/**
 * `consoleLoggingIntegration` for a platform, which says how to hear its console: each line becomes a log. Values beside
 * the text go along as parameters. Source: sdk-behaviour, "Browser default integrations"; wire-protocol, "Batched containers".
 */
export function createConsoleLogging({ levels }: ConsoleLoggingOptions, listen: ListenToConsole): Integration {
  return {
    name: 'ConsoleLogs',
    setup: (client) =>
      listen(client, (level, args) => {
        // `assert` says something only when its first argument does not hold.
        if ((!levels || levels.includes(level)) && getClient() === client && !(level === 'assert' && args[0])) {
          logLine(level, level === 'assert' ? ['Assertion failed:', ...args.slice(1)] : args);
        }
      }),
  };
}

function logLine(level: ConsoleLevel, args: readonly unknown[]): void {
  const { message, template, values } = formatLine(args);
  const attributes: Record<string, unknown> = { 'sentry.origin': 'auto.log.console' };
  if (template !== undefined) {
    attributes['sentry.message.template'] = template;
    values.forEach((value, index) => {
      attributes[`sentry.message.parameter.${index}`] = value;
    });
  }
  captureLog({ level: level as LogSeverityLevel, message, attributes, ...AS_LOG[level] });
}

/** Methods that are no levels; `log` counts for a little more than `info`. Source: wire-protocol, "Batched containers". */
const AS_LOG: Partial<Record<ConsoleLevel, Pick<Log, 'level' | 'severityNumber'>>> = {
  log: { level: 'info', severityNumber: 10 },
  assert: { level: 'error' },
};

interface Line {
  message: string;
  /** The text without the values; `undefined` when there is none to keep them apart from. */
  template?: string;
  values: unknown[];
}

/** One line from what was handed to the console, with `%s` and its like replaced as the console does. */
function formatLine(args: readonly unknown[]): Line {
  const [first, ...rest] = args;
  if (typeof first !== 'string' || rest.length === 0) {
    return { message: args.map(asText).join(' '), values: [] };
  }
  let used = 0;
  const message = first.replace(/%[sdifjoOc%]/g, (mark) => {
    if (mark === '%%') {
      return '%';
    }
    if (used >= rest.length) {
      return mark;
    }
    const value = rest[used++];
    // `%c` styles what follows.
    return mark === '%c' ? '' : asText(value);
  });
  const others = rest.slice(used);
  return {
    message: [message, ...others.map(asText)].join(' '),
    template: [first, ...others.map(() => '{}')].join(' '),
    values: rest,
  };
}

/** As much of a value as one reads in a line: an error as the console shows it, an object as JSON. */
function asText(value: unknown): string {
  if (isError(value)) {
    return guard(() => toText(value.stack ?? value), '[Error]');
  }
  return typeof value === 'object' && value !== null ? toText(JSON.stringify(normalize(value, 3, 100))) : toText(value);
}
