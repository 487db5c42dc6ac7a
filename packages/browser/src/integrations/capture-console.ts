import { type CaptureConsoleOptions, createCaptureConsole, type Integration } from '@vedette/core';
import { onConsole } from '../instrument/console.ts';

/** An event for each line that the page writes on the console. */
export function captureConsoleIntegration(options: CaptureConsoleOptions = {}): Integration {
  return createCaptureConsole(options, onConsole);
}
