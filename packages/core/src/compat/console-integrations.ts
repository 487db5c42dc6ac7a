import { addBreadcrumb } from '../capture/breadcrumb.ts';
import { type CaptureConsoleOptions, createCaptureConsole } from '../integrations/capture-console.ts';
import {
  type ConsoleLoggingOptions,
  createConsoleLogging,
  type ListenToConsole,
} from '../integrations/console-logging.ts';
import { toText } from '../lib/to-text.ts';
import { getClient } from '../scope/current.ts';
import type { Integration } from '../types/client.ts';
import { addConsoleInstrumentationHandler, type ConsoleInstrument } from './instrumentation.ts';
import { severityLevelFromString } from './text.ts';

// For runtimes that no package of ours is made for; those packages have integrations of these names of their own.

const listen: ListenToConsole = (_client, hear) =>
  addConsoleInstrumentationHandler(({ level, args }) => hear(level, args));

/** Lines on the console as errors and messages. */
export function captureConsoleIntegration(options: CaptureConsoleOptions = {}): Integration {
  return createCaptureConsole(options, listen);
}

/** Lines on the console as logs. */
export function consoleLoggingIntegration(options: ConsoleLoggingOptions = {}): Integration {
  return createConsoleLogging(options, listen);
}

/** Lines on the console as breadcrumbs. `levels`: of these methods alone. */
export function consoleIntegration({ levels }: { levels?: readonly ConsoleInstrument[] } = {}): Integration {
  return {
    name: 'Console',
    setup: (client) =>
      addConsoleInstrumentationHandler(({ level, args }) => {
        const isWanted = (!levels || levels.includes(level)) && !(level === 'assert' && args[0]);
        if (isWanted && getClient() === client) {
          const said = level === 'assert' ? ['Assertion failed:', ...args.slice(1)] : args;
          addBreadcrumb(
            {
              category: 'console',
              level: level === 'assert' ? 'error' : severityLevelFromString(level),
              message: said.map(toText).join(' '),
              data: { arguments: args, logger: 'console' },
            },
            { input: args, level },
          );
        }
      }),
  };
}
