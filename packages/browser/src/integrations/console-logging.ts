import { type ConsoleLoggingOptions, createConsoleLogging, type Integration } from '@vedette/core';
import { onConsole } from '../instrument/console.ts';

/** A log for each line that the page writes on the console. */
export function consoleLoggingIntegration(options: ConsoleLoggingOptions = {}): Integration {
  return createConsoleLogging(options, onConsole);
}
