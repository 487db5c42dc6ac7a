import { createHash } from 'node:crypto';
import type { Event, Exception, StackFrame } from '@vedette/core/wire';
import { capturedException } from '../event/describe.ts';
import { normaliseFile } from './normalise-file.ts';
import { normaliseMessage } from './normalise-message.ts';

/** Which issue an event belongs to. */
export interface Grouping {
  /** Hash of the lines, 32 hex digits. */
  fingerprint: string;
  /** The lines that made it, for people. */
  lines: string[];
}

/**
 * Groups a cleaned, symbolicated event: by its own fingerprint if it names one, else by the in-app frames of the whole
 * chain of causes, else by the message. Line numbers and build hashes take no part, so that a new build keeps the issue.
 */
export function groupEvent(event: Event): Grouping {
  const lines = event.fingerprint ? explicitLines(event, event.fingerprint) : defaultLines(event);
  return { fingerprint: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32), lines };
}

function explicitLines(event: Event, fingerprint: string[]): string[] {
  return fingerprint.flatMap((part) => {
    const variable = /^\{\{ ?([\w.-]+) ?\}\}$/.exec(part)?.[1];
    return variable === 'default' ? defaultLines(event) : [variable ? (variableOf(event, variable) ?? part) : part];
  });
}

/** Source: event-payload, "Extra, fingerprint, modules". */
function variableOf(event: Event, variable: string): string | undefined {
  const exception = capturedException(event);
  const frame = exception?.stacktrace?.frames?.at(-1);
  const values = new Map([
    ['error.type', exception?.type],
    ['error.value', exception?.value],
    ['stack.function', frame?.function],
    ['stack.module', frame?.module],
    ['stack.abs_path', frame?.abs_path],
    ['level', event.level],
    ['logger', event.logger],
    ['message', event.message],
    ['transaction', event.transaction],
    ...Object.entries(event.tags ?? {}).map(([key, value]): [string, string] => [`tags.${key}`, String(value)]),
  ]);
  return values.get(variable);
}

function defaultLines(event: Event): string[] {
  const lines = (event.exception?.values ?? []).flatMap(exceptionLines);
  // A template is the same for every occurrence as it is.
  return lines.length > 0
    ? lines
    : [event.logentry?.message ?? (normaliseMessage(event.message ?? '') || '(no message)')];
}

function exceptionLines(exception: Exception): string[] {
  const frames = frameLines(exception.stacktrace?.frames ?? []);
  // A stack made by the SDK says where capture was called: the type it gives says nothing, the text all the more.
  const synthetic = exception.mechanism?.synthetic === true;
  const type = synthetic ? '' : (exception.type ?? '');
  const message = synthetic || frames.length === 0 ? normaliseMessage(exception.value ?? '') : '';
  return [type, message, ...frames].filter(Boolean);
}

/** Of in-app frames only, unless there are none. A recursion counts once, whatever its depth. */
function frameLines(frames: StackFrame[]): string[] {
  const inApp = frames.filter((frame) => frame.in_app === true);
  const used = inApp.length > 0 ? inApp : frames;
  return used
    .map((frame, index) => frameLine(frame, index === used.length - 1))
    .filter((line, index, lines) => line !== '' && line !== lines[index - 1]);
}

/** The source line tells two throws in one function apart; that of a caller would only split what belongs together. */
function frameLine(frame: StackFrame, isThrowing: boolean): string {
  const file = normaliseFile(frame.filename ?? frame.abs_path ?? frame.module ?? '');
  const name = frame.function && frame.function !== '?' ? frame.function : '';
  const source = isThrowing ? (frame.context_line?.trim() ?? '') : '';
  const where = [name, file && `(${file})`].filter(Boolean).join(' ');
  return where && source && source.length <= MAX_SOURCE_LINE ? `${where}: ${source}` : where;
}

/** Longer lines are minified code, which changes with every build. */
const MAX_SOURCE_LINE = 140;
