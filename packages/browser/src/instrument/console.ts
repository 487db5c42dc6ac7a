import { DEBUG_PREFIX } from '@vedette/core';
import { undoAll } from '../undo-all.ts';
import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

export const CONSOLE_LEVELS = ['debug', 'info', 'warn', 'error', 'log', 'assert', 'trace'] as const;

export type ConsoleLevel = (typeof CONSOLE_LEVELS)[number];

/** Hears what is written to the console, save what we write there ourselves. */
export const onConsole = createChannel<{ level: ConsoleLevel; args: unknown[] }>((publish) => {
  let busy = false;
  const undo = CONSOLE_LEVELS.map((level) =>
    patch(console, level, (original, self, args) => {
      // A listener that writes to the console would call itself.
      if (!busy && args[0] !== DEBUG_PREFIX) {
        busy = true;
        publish({ level, args });
        busy = false;
      }
      return Reflect.apply(original, self, args);
    }),
  );
  return undoAll(undo);
});
