import { createFetchPlatform } from '../client/fetch-platform.ts';
import {
  eventFromException,
  exceptionFromError as exceptionByPlatform,
  eventFromMessage as messageByPlatform,
} from '../event/from-error.ts';
import { withStackParser } from '../event/stack.ts';
import { linkedErrorsIntegration } from '../integrations/linked-errors.ts';
import type { ParameterizedString } from '../lib/parameterize.ts';
import { getClient } from '../scope/current.ts';
import { registry, wasCaptured } from '../scope/registry.ts';
import type { Client, EventHint } from '../types/client.ts';
import type { Event, Exception, Mechanism, SeverityLevel, StackFrame, StackParser } from '../types/event.ts';
import { snipLine } from './text.ts';

/** An error as an exception. */
export function exceptionFromError(parser: StackParser, error: Error): Exception {
  return exceptionByPlatform(error, platformOf(parser));
}

/** Whatever was thrown as an event. */
export function eventFromUnknownInput(
  client: Client | undefined,
  parser: StackParser,
  exception: unknown,
  hint: EventHint = {},
): Event {
  const event = eventFromException(
    exception,
    hint,
    platformOf(parser, client),
    client?.getOptions().attachStacktrace ?? false,
  );
  return { ...event, event_id: hint.event_id };
}

/** A message as an event. */
export function eventFromMessage(
  parser: StackParser,
  message: string | ParameterizedString,
  level: SeverityLevel = 'info',
  hint: EventHint = {},
  attachStacktrace = false,
): Event {
  const event = messageByPlatform(message, level, hint, platformOf(parser), attachStacktrace);
  return { ...event, event_id: hint.event_id };
}

/** Adds the errors behind the captured one to an event. The first argument is not used: exceptions are always made alike. */
export function applyAggregateErrorsToEvent(
  _exceptionFromError: unknown,
  parser: StackParser,
  key: string,
  limit: number,
  event: Event,
  hint: EventHint = {},
): void {
  const platform = platformOf(parser);
  linkedErrorsIntegration({ key, limit }).preprocessEvent?.(event, hint, { platform } as Client);
}

/** Sets the type and the text of an event's first exception, where it has none yet. */
export function addExceptionTypeValue(event: Event, value = '', type = 'Error'): void {
  event.exception ??= {};
  event.exception.values ??= [];
  const exception = (event.exception.values[0] ??= {});
  exception.value ||= value;
  exception.type ||= type;
}

/** Adds to how an event's first exception came to us; `data` is merged. Does nothing to an event without one. */
export function addExceptionMechanism(event: Event, mechanism?: Partial<Mechanism>): void {
  const exception = event.exception?.values?.[0];
  if (exception) {
    const before = exception.mechanism;
    const data = mechanism?.data ? { ...before?.data, ...mechanism.data } : before?.data;
    exception.mechanism = { type: 'generic', handled: true, ...before, ...mechanism, ...(data && { data }) };
  }
}

/** Puts the source around a frame into it: `linesOfContext` before and after. Does nothing to a frame without a line. */
export function addContextToFrame(lines: string[], frame: StackFrame, linesOfContext = 5): void {
  if (frame.lineno === undefined || lines.length === 0) {
    return;
  }
  const at = Math.max(Math.min(lines.length - 1, frame.lineno - 1), 0);
  frame.pre_context = lines.slice(Math.max(0, at - linesOfContext), at).map((line) => snipLine(line, 0));
  frame.context_line = snipLine(lines[at] as string, frame.colno ?? 0);
  frame.post_context = lines.slice(at + 1, at + 1 + linesOfContext).map((line) => snipLine(line, 0));
}

/** Whether this object was captured before; remembers it. Of primitives nobody can tell. */
export function checkOrSetAlreadyCaught(exception: unknown): boolean {
  return wasCaptured(exception);
}

/** Whether this object was captured before. */
export function isAlreadyCaptured(exception: unknown): boolean {
  return Object(exception) === exception && registry().captured.has(exception as object);
}

/** What bundler plugins left behind: the debug id of each file. */
export function getFilenameToDebugIdMap(parser: StackParser): Record<string, string> {
  const { _sentryDebugIds, _debugIds } = globalThis as {
    _sentryDebugIds?: Record<string, string>;
    _debugIds?: Record<string, string>;
  };
  const ids: Record<string, string> = {};
  for (const [stack, id] of Object.entries({ ..._sentryDebugIds, ..._debugIds })) {
    // The newest frame is of the file that wrote the id.
    const { filename } =
      parser(stack)
        .reverse()
        .find(({ filename }) => filename) ?? {};
    if (filename) {
      ids[filename] = id;
    }
  }
  return ids;
}

/** The source maps of files, as `debug_meta.images` names them. Those without a debug id are left out. */
export function getDebugImagesForResources(
  parser: StackParser,
  paths: readonly string[],
): Array<{ type: 'sourcemap'; code_file: string; debug_id: string }> {
  const ids = getFilenameToDebugIdMap(parser);
  return paths.flatMap((code_file) =>
    ids[code_file] ? [{ type: 'sourcemap', code_file, debug_id: ids[code_file] }] : [],
  );
}

function platformOf(parser: StackParser, client: Client | undefined = getClient()) {
  return withStackParser(client?.platform ?? createFetchPlatform(), parser);
}
