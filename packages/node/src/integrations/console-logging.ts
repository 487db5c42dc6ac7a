import { type ConsoleLoggingOptions, createConsoleLogging, type Integration } from '@vedette/core';
import { onConsole } from '../instrument/console.ts';

/** A log for each line that the host writes on the console. What `assert` and `trace` write comes as an error's. */
export function consoleLoggingIntegration(options: ConsoleLoggingOptions = {}): Integration {
  return createConsoleLogging(options, (_, hear) => onConsole(hear));
}
