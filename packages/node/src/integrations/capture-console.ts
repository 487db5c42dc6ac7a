import { type CaptureConsoleOptions, createCaptureConsole, type Integration } from '@vedette/core';
import { onConsole } from '../instrument/console.ts';

/** An event for each line that the host writes on the console. `assert` is heard as a warning, `trace` as an error. */
export function captureConsoleIntegration(options: CaptureConsoleOptions = {}): Integration {
  return createCaptureConsole(options, (_, hear) => onConsole(hear));
}
