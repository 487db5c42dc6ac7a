import { isError } from '../lib/is-error.ts';
import { toText } from '../lib/to-text.ts';
import { getClient, getCurrentScope } from '../scope/current.ts';
import type { Client, Integration } from '../types/client.ts';
import type { SeverityLevel } from '../types/event.ts';
import type { ConsoleLevel, ListenToConsole } from './console-logging.ts';

export interface CaptureConsoleOptions {
  /** Methods whose lines are captured; all that the platform listens to unless told. */
  levels?: readonly ConsoleLevel[];
  /** Whether errors count as handled by the program. @default true */
  handled?: boolean;
}

/**
 * `captureConsoleIntegration` for a platform, which says how to hear its console: a line with an error in it becomes that
 * error's event, any other a message. Source: sdk-behaviour, "Browser default integrations".
 */
export function createCaptureConsole(
  { levels, handled = true }: CaptureConsoleOptions,
  listen: ListenToConsole,
): Integration {
  return {
    name: 'CaptureConsole',
    setup: (client) =>
      listen(client, (level, args) => {
        // `assert` says something only when its first argument does not hold.
        if ((!levels || levels.includes(level)) && getClient() === client && !(level === 'assert' && args[0])) {
          captureLine(client, level, level === 'assert' ? args.slice(1) : args, handled);
        }
      }),
  };
}

function captureLine(client: Client, level: ConsoleLevel, args: readonly unknown[], handled: boolean): void {
  const severity = SEVERITIES[level] ?? (level as SeverityLevel);
  const scope = getCurrentScope()
    .clone()
    .setLevel(severity)
    .setExtra('arguments', args)
    .addEventProcessor((event) => ({ ...event, logger: 'console' }));
  const mechanism = { type: 'auto.core.capture_console', handled };
  const error = args.find(isError);
  if (error) {
    client.captureException(error, { mechanism }, scope);
    return;
  }
  const text = args.map(toText).join(' ');
  const message = level === 'assert' ? `Assertion failed: ${text || 'console.assert'}` : text;
  client.captureMessage(message, severity, { mechanism, syntheticException: new Error(message) }, scope);
}

/** Methods that are no levels. */
const SEVERITIES: Partial<Record<ConsoleLevel, SeverityLevel>> = { warn: 'warning', assert: 'error', trace: 'debug' };
