import type { Event, StackFrame } from '@vedette/core/wire';
import type { BuildFolders, MapFile } from './build-folders.ts';
import { findMap } from './find-map.ts';
import { calledName } from './function-name.ts';
import { resolveFrame } from './resolve-frame.ts';
import type { LoadedMap, SourceMaps } from './source-maps.ts';

/** What was found for a frame: itself in its source, or why not (for people); `null` when no map was looked for. */
export type FrameResult = { frame: StackFrame } | { error: string } | null;

/** By place: `[exception][frame]`, as in `event.exception.values`. */
export type SymbolicatedStacks = FrameResult[][];

/** Looks all frames of a cleaned event up. `null` when nothing was found nor missed. Never rejects. */
export type Symbolicate = (event: Event) => Promise<SymbolicatedStacks | null>;

/** Resolves minified frames with the source maps of the watched folders. Without a folder it does nothing. */
export function createSymbolicate(folders: BuildFolders, maps: SourceMaps): Symbolicate {
  return async (event) => {
    const exceptions = event.exception?.values ?? [];
    if (folders.folders.length === 0 || !exceptions.some((exception) => exception.stacktrace?.frames?.length)) {
      return null;
    }
    const files = await folders.scan();
    const byDebugId = await filesByDebugId(event, files, maps);
    const stacks: SymbolicatedStacks = [];
    for (const exception of exceptions) {
      stacks.push(await resolveStack(exception.stacktrace?.frames ?? [], files, byDebugId, maps));
    }
    return stacks.some((stack) => stack.some((result) => result !== null)) ? stacks : null;
  };
}

/** The event with its frames where they were found; the others stay. */
export function withSymbols(event: Event, stacks: SymbolicatedStacks | null): Event {
  if (!stacks) {
    return event;
  }
  const values = (event.exception?.values ?? []).map((exception, at) => {
    const frames = exception.stacktrace?.frames?.map((frame, index) => {
      const result = stacks[at]?.[index];
      return result && 'frame' in result ? result.frame : frame;
    });
    return frames ? { ...exception, stacktrace: { frames } } : exception;
  });
  return { ...event, exception: { values } };
}

/** Generated file -> map, for the images of the event. Source: event-payload, `debug_meta`. */
async function filesByDebugId(event: Event, files: MapFile[], maps: SourceMaps): Promise<Map<string, MapFile>> {
  const found = new Map<string, MapFile>();
  const images = (event.debug_meta?.images ?? []).filter((image) => image.type === 'sourcemap' && image.debug_id);
  if (images.length > 0) {
    const byId = new Map<string | undefined, MapFile>();
    for (const file of files) {
      byId.set(await maps.debugIdOf(file), file);
    }
    for (const image of images) {
      const file = byId.get(image.debug_id?.toLowerCase());
      if (file && image.code_file) {
        found.set(image.code_file, file);
      }
    }
  }
  return found;
}

async function resolveStack(
  frames: StackFrame[],
  files: MapFile[],
  byDebugId: Map<string, MapFile>,
  maps: SourceMaps,
): Promise<FrameResult[]> {
  const results: FrameResult[] = [];
  // From the outermost: the map of the caller may know how the inner function was called.
  let caller: { loaded: LoadedMap; frame: StackFrame } | undefined;
  for (const frame of frames) {
    const file = byDebugId.get(frame.abs_path ?? '') ?? byDebugId.get(frame.filename ?? '') ?? findMap(frame, files);
    const loaded = file && ('error' in file ? file : await maps.load(file));
    results.push(loaded && ('error' in loaded ? loaded : resolve(frame, loaded, caller)));
    caller = loaded && 'map' in loaded ? { loaded, frame } : undefined;
  }
  return results;
}

function resolve(frame: StackFrame, loaded: LoadedMap, caller?: { loaded: LoadedMap; frame: StackFrame }): FrameResult {
  try {
    const resolved = resolveFrame(frame, loaded);
    if (!resolved) {
      return { error: `the source map does not know ${frame.lineno ?? 0}:${frame.colno ?? 0}` };
    }
    const isMinified = /^[\w$]{1,2}$/.test(frame.function ?? '');
    const called = !loaded.generated && isMinified && caller && calledName(caller.loaded, caller.frame);
    return { frame: called ? { ...resolved, function: called } : resolved };
  } catch (error) {
    return { error: `the source map is corrupt: ${(error as Error).message.slice(0, 200)}` };
  }
}
