import { addBreadcrumb, getClient, type Integration, isError, type SeverityLevel } from '@vedette/core';
import { type ConsoleMethod, onConsole } from '../instrument/console.ts';

export interface ConsoleOptions {
  /** Methods that leave breadcrumbs. @default ['debug', 'info', 'log', 'warn', 'error'] */
  levels?: ConsoleMethod[];
}

/** A breadcrumb for each line that the host writes on the console. */
export function consoleIntegration({ levels }: ConsoleOptions = {}): Integration {
  return {
    name: 'Console',
    setup: (client) =>
      onConsole((method, args) => {
        if ((!levels || levels.includes(method)) && getClient() === client) {
          addBreadcrumb(
            {
              category: 'console',
              level: LEVELS[method],
              message: args.map(asText).join(' '),
              data: { arguments: args, logger: 'console' },
            },
            { input: args, level: method },
          );
        }
      }),
  };
}

const LEVELS: Record<ConsoleMethod, SeverityLevel> = {
  debug: 'debug',
  info: 'info',
  log: 'log',
  warn: 'warning',
  error: 'error',
};

/** Cheap on purpose, it is on the host's time: what is in an object stands in the breadcrumb's data. */
function asText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (isError(value)) {
    return `${value.name}: ${value.message}`;
  }
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}
