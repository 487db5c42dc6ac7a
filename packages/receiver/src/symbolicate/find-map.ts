import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StackFrame } from '@vedette/core/wire';
import type { MapFile } from './build-folders.ts';

/**
 * The map of a frame's file, by where the file says it is. A file of the web is looked for by the end of its path, for
 * builds are served under any prefix; one of this machine by its whole path. `null`: this frame can have no map.
 */
export function findMap(frame: StackFrame, maps: MapFile[]): MapFile | { error: string } | null {
  const location = frame.abs_path ?? frame.filename ?? '';
  const segments = urlSegments(location);
  if (segments) {
    return longestCommonEnd(segments, maps) ?? { error: `no source map for /${segments.join('/')}` };
  }
  const path = localPath(location);
  return maps.find((map) => map.path === `${path}.map`) ?? null;
}

/** The path of an http URL, or of the `app://` ones that some SDKs write; `null` for anything else. */
function urlSegments(location: string): string[] | null {
  if (!/^(?:https?|app):\/\//i.test(location)) {
    return null;
  }
  try {
    const segments = new URL(location).pathname.split('/').filter(Boolean).map(decodeURIComponent);
    return segments.length > 0 ? segments : null;
  } catch {
    return null;
  }
}

function localPath(location: string): string | null {
  try {
    const path = location.startsWith('file://') ? fileURLToPath(location) : location;
    return isAbsolute(path) ? resolve(path) : null;
  } catch {
    return null;
  }
}

/** At least the file name; of several equally good the newest. */
function longestCommonEnd(segments: string[], maps: MapFile[]): MapFile | undefined {
  let best: MapFile | undefined;
  let bestLength = 0;
  for (const map of maps) {
    const length = commonEnd(segments, map.segments);
    if (length > bestLength || (length === bestLength && length > 0 && map.mtimeMs > (best?.mtimeMs ?? 0))) {
      best = map;
      bestLength = length;
    }
  }
  return best;
}

function commonEnd(left: string[], right: string[]): number {
  let length = 0;
  while (length < left.length && length < right.length && left.at(-1 - length) === right.at(-1 - length)) {
    length++;
  }
  return length;
}
