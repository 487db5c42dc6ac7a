import { lstat, readFile } from 'node:fs/promises';
import { AnyMap, type EncodedSourceMap, sourceContentFor, type TraceMap } from '@jridgewell/trace-mapping';
import { isRecord } from '../lib/json-values.ts';
import type { MapFile } from './build-folders.ts';

/** A source map that is ready to be asked. */
export interface LoadedMap {
  map: TraceMap;
  /** The generated file, when it lies beside the map. */
  generated: string | null;
  /** The lines of an original file, when the map carries it. */
  linesOf(source: string): string[] | null;
}

export interface SourceMaps {
  /** `error` is for people: the map is not there any more, too large or no map. Never rejects. */
  load(file: MapFile): Promise<LoadedMap | { error: string }>;
  /** The debug id a map carries, small with dashes; reads each map once. */
  debugIdOf(file: MapFile): Promise<string | undefined>;
}

/** Larger than any map seen; a map takes about five times its size in memory. */
const MAX_MAP_BYTES = 64 * 1024 * 1024;

/** Size of the maps kept, as files. The least used leave first. */
const MAX_CACHED_BYTES = 64 * 1024 * 1024;

/** Reads source maps and keeps some. A map that changed on disk is read again, for its time of change is part of its key. */
export function createSourceMaps(): SourceMaps {
  const cached = new Map<string, { bytes: number; loading: Promise<LoadedMap | { error: string }> }>();
  const debugIds = new Map<string, { mtimeMs: number; id: Promise<string | undefined> }>();
  let cachedBytes = 0;

  const forgetOldest = (): void => {
    for (const [key, entry] of cached) {
      if (cachedBytes <= MAX_CACHED_BYTES || cached.size === 1) {
        return;
      }
      cached.delete(key);
      cachedBytes -= entry.bytes;
    }
  };

  return {
    load(file) {
      const key = `${file.mtimeMs}:${file.size}:${file.path}`;
      const hit = cached.get(key);
      cached.delete(key);
      const entry = hit ?? { bytes: file.size, loading: loadMap(file) };
      cached.set(key, entry);
      if (!hit) {
        cachedBytes += entry.bytes;
        forgetOldest();
      }
      return entry.loading;
    },
    async debugIdOf(file) {
      const known = debugIds.get(file.path);
      if (known?.mtimeMs === file.mtimeMs) {
        return known.id;
      }
      const id = readDebugId(file);
      debugIds.set(file.path, { mtimeMs: file.mtimeMs, id });
      return id;
    },
  };
}

async function loadMap(file: MapFile): Promise<LoadedMap | { error: string }> {
  const name = file.segments.join('/');
  try {
    if (file.size > MAX_MAP_BYTES) {
      return { error: `the source map of ${name} is larger than ${MAX_MAP_BYTES / 1024 / 1024} MiB` };
    }
    const map = parseMap(await readFile(file.path, 'utf8'));
    const lines = new Map<string, string[] | null>();
    return {
      map,
      generated: await readGenerated(file),
      linesOf(source) {
        const known = lines.get(source);
        if (known !== undefined) {
          return known;
        }
        const split = sourceContentFor(map, source)?.split(/\r?\n/) ?? null;
        lines.set(source, split);
        return split;
      },
    };
  } catch (error) {
    return { error: `the source map of ${name} cannot be read: ${(error as Error).message.slice(0, 200)}` };
  }
}

/** Throws for what is no source map. The library takes any text for mappings and would answer with nonsense. */
function parseMap(text: string): TraceMap {
  const parsed: unknown = JSON.parse(text);
  if (!isRecord(parsed) || !(isMappings(parsed.mappings) || Array.isArray(parsed.sections))) {
    throw new Error('it is not a source map');
  }
  // A development map may have sections; `AnyMap` flattens them.
  return new AnyMap(parsed as unknown as EncodedSourceMap);
}

/** Base64 VLQ with its separators. */
function isMappings(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9+/,;]*$/.test(value);
}

/** Like the scan it follows no links. */
async function readGenerated(file: MapFile): Promise<string | null> {
  const path = file.path.slice(0, -'.map'.length);
  try {
    const status = await lstat(path);
    return status.isFile() && status.size <= MAX_MAP_BYTES ? await readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}

/** Looks for the key in the text: parsing a map takes a hundred times longer. Inside a source its quotes are escaped. */
async function readDebugId(file: MapFile): Promise<string | undefined> {
  if (file.size > MAX_MAP_BYTES) {
    return undefined;
  }
  const text = await readFile(file.path, 'utf8').catch(() => '');
  return /"debug_?[iI]d"\s*:\s*"([0-9a-fA-F-]{32,36})"/.exec(text)?.[1]?.toLowerCase();
}
