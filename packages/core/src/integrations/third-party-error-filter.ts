import type { Integration } from '../types/client.ts';
import type { StackFrame } from '../types/event.ts';
import { createModuleMetadataReader, framesOf, type ModuleMetadata } from './module-metadata.ts';

export interface ThirdPartyErrorFilterOptions {
  /** Names that the bundler plugin was given for the files that are yours. */
  filterKeys: string[];
  /** What becomes of an error: it is dropped, or gets the tag `third_party_code`. */
  behaviour:
    | 'drop-error-if-contains-third-party-frames'
    | 'drop-error-if-exclusively-contains-third-party-frames'
    | 'apply-tag-if-contains-third-party-frames'
    | 'apply-tag-if-exclusively-contains-third-party-frames';
  /** Do not count frames of the monitoring itself. @default false */
  ignoreSentryInternalFrames?: boolean;
}

/**
 * Tells errors of one's own files from those of others (extensions, embedded scripts) by what a bundler plugin wrote into
 * the former, and drops or tags the latter. Without a plugin every file is somebody else's. An error without frames that
 * have a file passes. Drops are counted as `event_processor`.
 */
export function thirdPartyErrorFilterIntegration({
  filterKeys = [],
  behaviour,
  ignoreSentryInternalFrames = false,
}: ThirdPartyErrorFilterOptions): Integration {
  const ownKeys = filterKeys.map((key) => `_sentryBundlerPluginAppKey:${key}`);
  const read = createModuleMetadataReader();
  return {
    name: 'ThirdPartyErrorsFilter',
    processEvent(event, _, { platform }) {
      const frames = framesOf(event).filter((frame) => countsAsCode(frame, ignoreSentryInternalFrames));
      if (frames.length === 0) {
        return event;
      }
      const metadata = read(platform);
      const isForeign = ({ filename }: StackFrame): boolean => !isOwn(metadata.get(filename), ownKeys);
      const applies = /exclusively/.test(behaviour) ? frames.every(isForeign) : frames.some(isForeign);
      if (!applies) {
        return event;
      }
      return /^drop/.test(behaviour) ? null : { ...event, tags: { ...event.tags, third_party_code: true } };
    },
  };
}

function isOwn(metadata: ModuleMetadata | undefined, ownKeys: string[]): boolean {
  return !!metadata && ownKeys.some((key) => key in metadata);
}

/** Native functions have no file or no line. */
function countsAsCode({ filename, lineno, function: name }: StackFrame, ignoreInternal: boolean): boolean {
  const isInternal = /@(vedette|sentry)[/_-]/.test(filename ?? '') || name === 'sentryWrapped';
  return !!filename && lineno !== undefined && !(ignoreInternal && isInternal);
}
