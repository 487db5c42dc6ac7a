import { guard } from '../lib/guard.ts';
import type { Platform } from '../platform.ts';
import type { Integration } from '../types/client.ts';
import type { Event, StackFrame } from '../types/event.ts';

/** What a bundler plugin says of a file. */
export type ModuleMetadata = Record<string, unknown>;

/**
 * Gives each stack frame, as `module_metadata`, what a bundler plugin says of the frame's file, for as long as processors
 * and `beforeSend` look at the event. It is not sent.
 */
export function moduleMetadataIntegration(): Integration {
  const read = createModuleMetadataReader();
  return {
    name: 'ModuleMetadata',
    processEvent(event, _, { platform }) {
      const metadata = read(platform);
      for (const frame of framesOf(event)) {
        const known = metadata.get(frame.filename);
        if (known) {
          frame.module_metadata = known;
        }
      }
      return event;
    },
    setup: ({ on }) =>
      on('beforeEnvelope', ([, items]) => {
        for (const [{ type }, payload] of items) {
          if (type === 'event') {
            for (const frame of framesOf(payload as Event)) {
              delete frame.module_metadata;
            }
          }
        }
      }),
  };
}

/** The frames of all exceptions of an event. */
export function framesOf(event: Event): StackFrame[] {
  return event.exception?.values?.flatMap(({ stacktrace }) => stacktrace?.frames ?? []) ?? [];
}

/**
 * Returns what reads what plugins say, by file. They put a line into each file that keeps the stack of an error made
 * there, and what they have to say, in `_sentryModuleMetadata`; the file is that of the stack's newest frame. Each stack is
 * parsed once; files that are loaded later are found as well.
 */
export function createModuleMetadataReader(): (platform: Platform) => Map<string | undefined, ModuleMetadata> {
  const files = new Map<string, string | undefined>();
  return ({ parseStack }) => {
    const { _sentryModuleMetadata: told } = globalThis as { _sentryModuleMetadata?: Record<string, ModuleMetadata> };
    const metadata = new Map<string | undefined, ModuleMetadata>();
    for (const [stack, known] of Object.entries(told ?? {})) {
      if (!files.has(stack)) {
        files.set(stack, guard(() => parseStack(stack), []).find(({ filename }) => filename)?.filename);
      }
      metadata.set(files.get(stack), known);
    }
    // Of stacks that name no file.
    metadata.delete(undefined);
    return metadata;
  };
}
