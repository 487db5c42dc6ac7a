import type { Integration } from '../types/client.ts';

/** Debug ids by the stack of the file that wrote them, left behind by bundler plugins; the second wins. */
interface DebugIds {
  _sentryDebugIds?: Record<string, string>;
  _debugIds?: Record<string, string>;
}

/**
 * Names the source map of every file that an error's frames come from, so that a server finds it whatever the file is
 * called. Does nothing where no bundler plugin left ids. Source: event-payload, "debug_meta".
 */
export function debugIdsIntegration(): Integration {
  /** By the stack that names it, which is read once: its first file is the one that wrote the id. */
  const files: Record<string, string> = {};
  return {
    name: 'DebugIds',
    processEvent(event, _hint, { platform }) {
      const { _sentryDebugIds, _debugIds } = globalThis as DebugIds;
      const frames = (event.exception?.values ?? []).flatMap(({ stacktrace }) => stacktrace?.frames ?? []);
      const byFile: Record<string, Record<string, string>> = {};
      for (const [stack, debug_id] of Object.entries({ ..._sentryDebugIds, ..._debugIds })) {
        const file = (files[stack] ??= platform.parseStack(stack).find(({ filename }) => filename)?.filename ?? '');
        const frame = frames.find(({ filename }) => file && filename === file);
        if (frame) {
          byFile[file] = { type: 'sourcemap', code_file: frame.abs_path ?? file, debug_id };
        }
      }
      const images = Object.values(byFile);
      return images[0] ? { ...event, debug_meta: { images } } : event;
    },
  };
}
