import { DEBUG_PREFIX } from '@vedette/core';
import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

export const CONSOLE_LEVELS = ['debug', 'info', 'warn', 'error', 'log', 'assert', 'trace'] as const;

export type ConsoleLevel = (typeof CONSOLE_LEVELS)[number];

/** Hears what is written to the console, save what we write there ourselves. */
export const onConsole = createChannel<[level: ConsoleLevel, args: unknown[]]>((publish) => {
  let busy = false;
  return CONSOLE_LEVELS.map((level) =>
    patch(console, level, (args) => {
      // A listener that writes to the console would call itself.
      if (!busy && args[0] !== DEBUG_PREFIX) {
        busy = true;
        publish(level, args);
        busy = false;
      }
    }),
  );
});
