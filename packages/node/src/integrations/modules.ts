import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Event, Integration } from '@vedette/core';

/** Packages that are told of, in the order of the program's `package.json`. */
const MAX_PACKAGES = 200;
/** Larger files are not parsed: every `package.json` of a program is far below. */
const MAX_FILE_CHARACTERS = 200_000;

/**
 * Tells with errors which packages the program depends on, by its nearest `package.json`, and in which version: the
 * installed one, else the range that is asked for. Read once, with the first error; nothing when there is no such file.
 */
export function modulesIntegration(): Integration {
  let modules: Record<string, string> | undefined;
  return {
    name: 'Modules',
    processEvent(event) {
      if (!event.type) {
        modules ??= readModules(dirname(process.argv[1] ?? join(process.cwd(), '_')));
        event.modules = { ...modules, ...event.modules };
      }
      return event satisfies Event;
    },
  };
}

interface PackageFile {
  version?: unknown;
  dependencies?: Record<string, unknown>;
}

function readModules(folder: string): Record<string, string> {
  const folders = upwards(folder);
  const { dependencies } = firstOf(folders.map((at) => join(at, 'package.json'))) ?? {};
  const modules: Record<string, string> = {};
  for (const [name, range] of Object.entries(Object(dependencies)).slice(0, MAX_PACKAGES)) {
    const installed = firstOf(folders.map((at) => join(at, 'node_modules', name, 'package.json')));
    const version = installed?.version ?? range;
    if (typeof version === 'string') {
      modules[name] = version;
    }
  }
  return modules;
}

/** A folder and all that it lies in. */
function upwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}

function firstOf(files: string[]): PackageFile | undefined {
  for (const file of files) {
    try {
      const text = readFileSync(file, 'utf8');
      return text.length > MAX_FILE_CHARACTERS ? undefined : Object(JSON.parse(text));
    } catch {
      // Not there, or not for us to read: the next one may be.
    }
  }
  return undefined;
}
