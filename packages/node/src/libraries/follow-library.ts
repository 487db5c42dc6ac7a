import { createRequire } from 'node:module';
import path from 'node:path';
import { type Client, DEBUG, debug, getClient, guard, type Integration, undoAll } from '@vedette/core';

/** What is asked of a library that the application has installed. */
export interface LibraryPatch {
  /** Of the integration. */
  name: string;
  /** What is loaded, the first as the application would load it. */
  modules: string[];
  /** Patches classes of theirs and returns the undo of each. `isOn`: whether the integration's client is the current one. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever libraries export
  patch(loaded: any[], isOn: () => boolean): Array<() => void>;
}

/**
 * An integration that follows a library by its classes, for which it loads the application's own copy: as seen from the script
 * that was started, else from the working directory. Nothing happens where that is not to be found: not installed, or bundled
 * with the application. Only for integrations that the host asks for by name (docs/decisions/0019).
 */
export function followLibrary({ name, modules, patch }: LibraryPatch): Integration {
  return {
    name,
    setup(client: Client) {
      const loaded = loadTheirs(modules);
      if (!loaded) {
        if (DEBUG) {
          debug(
            `${name}: there is no ${modules[0]} to be followed. Where it is bundled, use what is named instrument...`,
          );
        }
        return undefined;
      }
      const undo = guard(() => patch(loaded, () => getClient() === client), []);
      return undoAll(undo);
    },
  };
}

function loadTheirs(modules: string[]): unknown[] | undefined {
  for (const from of [process.argv[1], path.join(process.cwd(), 'package.json')]) {
    try {
      const require = createRequire(from ?? '');
      return modules.map((module) => require(module));
    } catch {
      // Not there, or it cannot be loaded; who uses it will be told.
    }
  }
  return undefined;
}
