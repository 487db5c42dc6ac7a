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
  const files = new Map<string, string | undefined>();
  return {
    name: 'DebugIds',
    processEvent(event, _hint, { platform }) {
      const { _sentryDebugIds, _debugIds } = globalThis as DebugIds;
      const images = new Map<string, Record<string, string>>();
      for (const [stack, debug_id] of Object.entries({ ..._sentryDebugIds, ..._debugIds })) {
        // A stack is read once: its first file is the one that wrote the id.
        if (!files.has(stack)) {
          files.set(stack, platform.parseStack(stack).find(({ filename }) => filename)?.filename);
        }
        for (const { stacktrace } of event.exception?.values ?? []) {
          const frame = stacktrace?.frames?.find(({ filename }) => filename && filename === files.get(stack));
          if (frame?.filename) {
            images.set(frame.filename, { type: 'sourcemap', code_file: frame.abs_path ?? frame.filename, debug_id });
          }
        }
      }
      return images.size > 0 ? { ...event, debug_meta: { images: [...images.values()] } } : event;
    },
  };
}
